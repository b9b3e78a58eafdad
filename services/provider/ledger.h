// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Records by id as a few changes over a base that may be large: nothing of the base is copied, and
// what differs is known at once. The base outlives the ledger; when it takes over what changed
// here, both say the same. Value; provider's thread.
#pragma once

#include <QMap>
#include <QString>

#include <optional>

namespace Cistern {

template<class T>
class Ledger
{
public:
    using Records = QMap<QString, T>;
    using Changes = QMap<QString, std::optional<T>>; // nothing: removed

    Ledger() = default;
    explicit Ledger(const Records &base) : m_base(&base) {}

    const T *find(const QString &id) const
    {
        if (const auto changed = m_changes.constFind(id); changed != m_changes.constEnd())
            return *changed ? &**changed : nullptr;
        return before(id);
    }
    // In the base, whatever became of it here.
    const T *before(const QString &id) const
    {
        if (!m_base)
            return nullptr;
        const auto found = m_base->constFind(id);
        return found == m_base->constEnd() ? nullptr : &*found;
    }
    bool contains(const QString &id) const { return find(id) != nullptr; }
    const T &operator[](const QString &id) const // an empty one for what is not there
    {
        static const T none{};
        const T *found = find(id);
        return found ? *found : none;
    }
    T value(const QString &id) const { return (*this)[id]; }

    // To be changed; made when it is not there.
    T &edit(const QString &id)
    {
        auto changed = m_changes.find(id);
        if (changed == m_changes.end()) {
            const T *old = before(id);
            changed = m_changes.insert(id, old ? std::optional(*old) : std::nullopt);
        }
        if (!*changed)
            changed->emplace();
        return **changed;
    }
    void insert(const QString &id, const T &record) { m_changes.insert(id, record); }
    void remove(const QString &id) { m_changes.insert(id, std::nullopt); }

    const Changes &changes() const { return m_changes; }
    template<class Call>
    void each(Call call) const // in the order of ids, those of the base first
    {
        if (m_base) {
            for (auto it = m_base->cbegin(); it != m_base->cend(); ++it) {
                if (!m_changes.contains(it.key()))
                    call(*it);
            }
        }
        for (const auto &changed : m_changes) {
            if (changed)
                call(*changed);
        }
    }

private:
    const Records *m_base = nullptr;
    Changes m_changes;
};

} // namespace Cistern
