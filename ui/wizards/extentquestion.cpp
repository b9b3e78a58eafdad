// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/extentquestion.h"

#include "services/core/clock.h"
#include "services/inventory/inventory.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"

#include <QTimer>

namespace Cistern {

ExtentQuestion::ExtentQuestion(const Console &console, QObject *owner)
    : QObject(owner), m_console(console)
{}

void ExtentQuestion::ask(const QString &systemId, const QList<CimPath> &pools)
{
    m_round = std::make_unique<QObject>();
    m_systemId = systemId;
    m_paths.clear();
    m_found.clear();
    m_start = m_console.clock.elapsed();
    m_open = 1; // this function, so that the answer always comes later
    Connection *connection = m_console.connections.connection(systemId);
    const MethodDecl *method = Schema::findMethod(
        QString(Schema::iscsiTarget), u"MSISCSITARGET_StoragePool", u"GetAvailableExtents");
    for (const CimPath &pool : pools) {
        if (!connection)
            break;
        ++m_open;
        onDone(connection->invoke(MethodCall(*method, pool), m_round.get()), m_round.get(),
               [this](const Outcome<MethodReply> &reply) { take(reply); });
    }
    QTimer::singleShot(0, m_round.get(), [this] { finishOne(); });
}

void ExtentQuestion::take(const Outcome<MethodReply> &reply)
{
    Connection *connection = m_console.connections.connection(m_systemId);
    if (reply && reply->returnValue.value_or(0) == 0) {
        const QList<CimPath> paths = reply->out(u"AvailableExtents").toPaths();
        for (const CimPath &path : paths) {
            if (m_paths.contains(path))
                continue;
            m_paths.append(path);
            const Node *node = m_console.inventory.node(m_console.inventory.find(m_systemId, path));
            if (node) {
                CimInstance instance = node->instance;
                instance.setPath(path);
                m_found.append(instance);
            } else if (connection) {
                ++m_open;
                onDone(connection->get(path, m_round.get()), m_round.get(),
                       [this, path](const Outcome<CimInstance> &got) {
                           if (got) {
                               m_found.append(*got);
                               m_found.last().setPath(path);
                           }
                           finishOne();
                       });
            }
        }
    }
    finishOne();
}

void ExtentQuestion::finishOne()
{
    if (--m_open > 0)
        return;
    m_took = m_console.clock.elapsed() - m_start;
    Q_EMIT answered();
}

} // namespace Cistern
