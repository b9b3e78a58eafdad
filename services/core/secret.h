// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A password or key: never printed, wiped when the last copy goes. Value; any thread.
#pragma once

#include <QByteArray>
#include <QDebug>

#include <memory>

namespace Cistern {

class Secret
{
public:
    Secret() = default;
    explicit Secret(const QByteArray &utf8);

    bool isEmpty() const;
    // The bytes themselves, for the one line that needs them; do not keep the view.
    QByteArrayView reveal() const;
    // The same for what takes a QByteArray, without a copy.
    QByteArray revealBytes() const;

    bool operator==(const Secret &other) const { return reveal() == other.reveal(); }

private:
    std::shared_ptr<const QByteArray> m_bytes;
};

QDebug operator<<(QDebug debug, const Secret &secret);

} // namespace Cistern
