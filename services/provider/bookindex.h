// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The space books as the store has them, read once and kept up with every change of it, with what
// would else be summed up anew for each call: who lies where, and how much that is. Owned by the
// store; provider's thread.
#pragma once

#include "services/provider/bookrecords.h"
#include "services/provider/objectstore.h"

#include <QHash>
#include <QSet>

#include <array>

namespace Cistern {

class BookIndex final : public StoreIndex
{
public:
    // That of the store, which makes it when it is first asked for.
    static const BookIndex &of(const ObjectStore &store);

    const QMap<QString, BookPool> &pools() const { return m_pools; }
    const QMap<QString, BookElement> &elements() const { return m_elements; }
    const QSet<QString> &primordial() const { return m_primordial; }
    quint64 sum(BookSum which, const QString &key) const
    {
        return m_sums[size_t(which)].value(key);
    }
    QSet<QString> related(BookRelation which, const QString &key) const
    {
        return m_related[size_t(which)].value(key);
    }
    QString elementOfFile(const QString &file) const { return m_files.value(file); }

    void entered(const StoredObject &object) override;
    void left(const StoredObject &object) override;

private:
    template<class Record>
    void count(const QString &id, const Record &record, bool in);

    QMap<QString, BookPool> m_pools;
    QMap<QString, BookElement> m_elements;
    QSet<QString> m_primordial;
    QHash<QString, QString> m_files; // to elements
    std::array<QHash<QString, quint64>, bookSums> m_sums;
    std::array<QHash<QString, QSet<QString>>, bookRelations> m_related;
};

} // namespace Cistern
