// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/sizequestion.h"

#include "services/schema/schema.h"
#include "services/systems/connections.h"

#include <QTimer>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
const MethodDecl &question(bool sizes)
{
    return *Schema::findMethod(QString(Schema::iscsiTarget), u"MSISCSITARGET_StoragePool",
                               sizes ? QStringView(u"GetSupportedSizes")
                                     : QStringView(u"GetSupportedSizeRange"));
}

quint64 addedUp(quint64 a, quint64 b)
{
    return a > ~quint64(0) - b ? ~quint64(0) : a + b;
}
} // namespace

SizeQuestion::SizeQuestion(const Console &console, QObject *owner)
    : QObject(owner), m_console(console)
{}

void SizeQuestion::ask(const QString &systemId, const QList<CimPath> &pools, quint64 extentBytes,
                       ElementType type)
{
    m_round = std::make_unique<QObject>();
    m_systemId = systemId;
    m_type = type;
    m_extentBytes = extentBytes;
    m_sum = {};
    m_unknown = false;
    m_range.reset();
    m_failure.reset();
    m_pools = int(pools.size());
    m_open = m_pools + 1; // one for this function, so that the answer always comes later
    for (const CimPath &pool : pools)
        askOne(pool, false);
    QTimer::singleShot(0, m_round.get(), [this] { finishOne(); });
}

void SizeQuestion::askOne(const CimPath &pool, bool sizes)
{
    Connection *connection = m_console.connections.connection(m_systemId);
    if (!connection) {
        m_unknown = true;
        finishOne();
        return;
    }
    MethodCall call(question(sizes), pool);
    call.setArgument(u"ElementType", CimValue::uint16(m_type));
    onDone(connection->invoke(call, m_round.get()), m_round.get(),
           [this, pool, sizes](const Outcome<MethodReply> &reply) { take(pool, sizes, reply); });
}

void SizeQuestion::take(const CimPath &pool, bool sizes, const Outcome<MethodReply> &reply)
{
    if (!reply) {
        m_failure = reply.failure();
        m_unknown = true;
        finishOne();
        return;
    }
    switch (question(sizes).meaning(reply->returnValue.value_or(0))) {
    case Meaning::Done:
        if (sizes) {
            QList<quint64> list = reply->out(u"Sizes").toUnsigneds();
            std::sort(list.begin(), list.end());
            add(list.isEmpty() ? SizeRange{}
                               : SizeRange{.least = list.first(), .most = list.last()});
        } else {
            add({.least = reply->out(u"MinimumVolumeSize").toUnsigned().value_or(0),
                 .most = reply->out(u"MaximumVolumeSize").toUnsigned().value_or(0),
                 .step = reply->out(u"VolumeSizeDivisor").toUnsigned().value_or(1)});
        }
        finishOne();
        break;
    case Meaning::UseSibling:
        if (!sizes) {
            askOne(pool, true);
            break;
        }
        [[fallthrough]];
    default:
        m_unknown = true;
        finishOne();
    }
}

void SizeQuestion::add(const SizeRange &range)
{
    m_sum.most = addedUp(m_sum.most, range.most);
    m_sum.least = m_sum.least == 0 ? range.least : std::min(m_sum.least, range.least);
    m_sum.step = std::max({m_sum.step, range.step, quint64(1)});
}

void SizeQuestion::finishOne()
{
    if (--m_open > 0)
        return;
    if (!m_unknown) {
        m_sum.most = addedUp(m_sum.most, m_extentBytes);
        if (m_sum.least == 0 && m_sum.most > 0)
            m_sum.least = m_sum.step;
        m_range = m_sum;
    }
    Q_EMIT answered();
}

} // namespace Cistern
