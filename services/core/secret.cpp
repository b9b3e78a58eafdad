// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/core/secret.h"

#include <cstring>

namespace Cistern {

namespace {
void wipe(const QByteArray *bytes)
{
    // explicit_bzero is not removed by the optimiser as a plain fill before delete would be.
    auto *writable = const_cast<char *>(bytes->constData());
    explicit_bzero(writable, static_cast<size_t>(bytes->size()));
    delete bytes;
}
} // namespace

Secret::Secret(const QByteArray &utf8)
    // A deep copy, so that wiping it does not depend on who else shares the caller's bytes.
    : m_bytes(new QByteArray(utf8.constData(), utf8.size()), wipe)
{}

bool Secret::isEmpty() const
{
    return !m_bytes || m_bytes->isEmpty();
}

QByteArrayView Secret::reveal() const
{
    return m_bytes ? QByteArrayView(*m_bytes) : QByteArrayView();
}

QDebug operator<<(QDebug debug, const Secret &secret)
{
    return debug << (secret.isEmpty() ? "Secret(empty)" : "Secret(***)");
}

} // namespace Cistern
