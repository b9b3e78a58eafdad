// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How a pool draws its bytes from its sources: extents in list order, each whole except the last,
// then pools in list order (SP.R28). Planned on the books of now, applied to those of the commit.
// Value; target's thread.
#pragma once

#include "services/provider/books.h"

namespace Cistern {

class PoolDraw
{
public:
    // pool: the one that is changed; empty for a new one.
    PoolDraw(const Books &books, const QString &pool, const QStringList &extents,
             const QStringList &pools);

    quint64 most() const { return m_most; } // bytes that the sources can give, whole steps
    // Decides who gives what; false when bytes that volumes hold would have to leave their place.
    bool take(quint64 size);
    void apply(Books &books, const BookPool &pool) const;
    Booking booking() const;     // what is taken beyond what the pool has already
    QSet<QString> split() const; // extents that give up an unused rest

private:
    struct Own
    {
        QString id, file;
        quint64 size;
    };
    struct Move
    {
        QString element, from, to;
        quint64 bytes;
    };
    QStringList held() const; // extents that serve the pool already
    quint64 ownIn(const QString &location) const;
    quint64 available(const QString &source) const;
    bool isLeft(const QString &extent) const;
    bool moveCarved();

    Books m_books;
    QString m_pool;
    QStringList m_extents, m_pools;
    quint64 m_most = 0;
    QMap<QString, quint64> m_used;  // extent to bytes; those not in it are not used
    QMap<QString, quint64> m_given; // pool to bytes
    QMap<QString, Own> m_own;       // location to the extent made there
    QMap<QString, Own> m_rests;     // extent to the unused rest it is split into
    QList<Move> m_moves;
};

} // namespace Cistern
