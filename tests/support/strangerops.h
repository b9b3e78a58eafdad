// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a foreign client is asked to do at a ServedSite: envelopes written by hand and checks of the
// replies by a reader that is not ours, so that neither half of the codec proves itself. And the
// table of who could do what. Owned by a test.
#pragma once

#include "tests/support/servedsite.h"

#include <QByteArray>
#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>

namespace Cistern {

enum class StrangerOp : quint8 {
    Identify,
    Get,
    Enumerate, // and Pull until the end
    Invoke,    // a pool, followed until its job is over
    Put,
    Delete,
    Fault,
    Big // a reply of more than 64 KiB
};

class StrangerOps
{
public:
    struct Said
    {
        int status = 0; // of HTTP; 0: none came
        QByteArray body = {};
        QByteArray problem = {}; // what the client said when there is no reply
    };
    // Takes an envelope there and back.
    using Post = std::function<Said(const QByteArray &envelope)>;

    explicit StrangerOps(const ServedSite &site) : m_site(site) {}

    static QList<std::pair<StrangerOp, QByteArray>> all(); // with their names
    // Empty when all went as it should, else what did not.
    QByteArray run(StrangerOp op, const Post &post);

    // Pieces for clients that write their own envelopes. In the WMI form of the target's namespace.
    static QString uri(const QString &className);
    // The texts of all elements of that local name, in order.
    static QStringList texts(const QByteArray &xml, QStringView name);
    static bool isReply(const QByteArray &xml, QStringView bodyElement);

private:
    QByteArray envelope(const QString &uri, const QString &action, const CimPath &target,
                        const QByteArray &body) const;
    QByteArray identify(const Post &post) const;
    QByteArray getOne(const Post &post) const;
    QByteArray enumerate(const Post &post) const;
    QByteArray invoke(const Post &post);
    QByteArray put(const Post &post) const;
    QByteArray remove(const Post &post);
    QByteArray fault(const Post &post) const;
    QByteArray big(const Post &post) const;
    QByteArray complaint(const QByteArray &what, const Said &said) const;

    const ServedSite &m_site;
    CimPath m_job; // that invoke() left behind
    int m_made = 0;
};

// Who could do what; printed as a table in Markdown when it goes, each line after "strangers:".
class StrangerTable
{
public:
    ~StrangerTable();

    // `remark` stands in the cell instead of "yes".
    void note(const QString &stranger, const QByteArray &operation, bool could,
              const QString &remark = {});
    const QStringList &strangers() const { return m_strangers; }

private:
    QStringList m_strangers; // in order of appearance
    QHash<QString, QMap<QByteArray, QString>> m_cells;
};

} // namespace Cistern
