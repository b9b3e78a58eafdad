// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A server of one family: takes the bytes of a request apart as strictly as that family does and
// answers with its files of tests/data/wsman/families, through the same bytes and readers as a
// server far away. Owned by its Connection; the test keeps a pointer for as long.
#pragma once

#include "services/wsman/transport.h"

#include <QStringList>

namespace Cistern {

class FamilyTransport final : public Transport
{
public:
    // folder holds FAMILY-OPERATION.xml
    FamilyTransport(const QString &folder, const QString &family);

    // What that server would have refused.
    QStringList complaints() const { return m_complaints; }
    const QList<QByteArray> &requests() const { return m_requests; }

    QString address() const override;
    Answer<Envelope> send(const Envelope &request, QObject *owner) override;

private:
    QByteArray reply(const Envelope &request) const;
    void judge(const QByteArray &bytes, const Envelope &request);
    void expect(bool right, const QString &complaint);

    QString m_folder;
    QString m_family;
    QStringList m_complaints;
    QList<QByteArray> m_requests;
    QByteArray m_enumerate; // the header that a Pull has to repeat
};

} // namespace Cistern
