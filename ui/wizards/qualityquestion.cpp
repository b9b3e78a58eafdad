// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/qualityquestion.h"

#include "services/systems/connections.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
Quality::Limit limitOf(const CimInstance &capabilities, const QString &name, int otherwise)
{
    const auto read = [&](const QString &end) {
        return int(capabilities.value(name + end).toUnsigned().value_or(quint64(otherwise)));
    };
    return {.least = read(u"Min"_s), .most = read(u"Max"_s), .standard = read(u"Default"_s)};
}
} // namespace

QString qualityText(int copies, int failures)
{
    const QString data = QualityQuestion::tr("%n data copies", nullptr, copies);
    const QString survived = failures == 0
        ? QualityQuestion::tr("survives no failure")
        : QualityQuestion::tr("survives %n failures", nullptr, failures);
    return QualityQuestion::tr("%1, %2").arg(data, survived);
}

QualityQuestion::QualityQuestion(const Console &console, QObject *owner)
    : QObject(owner), m_console(console)
{}

void QualityQuestion::ask(const QString &systemId, const CimPath &pool)
{
    if (pool == m_pool)
        return;
    m_pool = pool;
    m_quality.reset();
    m_round = std::make_unique<QObject>();
    Connection *connection = m_console.connections.connection(systemId);
    if (pool.isEmpty() || !connection) {
        Q_EMIT answered();
        return;
    }
    Wsman::AssociationFilter filter;
    filter.object = pool;
    filter.resultClass = u"CIM_StorageCapabilities"_s;
    onDone(connection->associators(filter, m_round.get()), m_round.get(),
           [this](const Outcome<QList<CimInstance>> &found) {
               if (found && !found->isEmpty()) {
                   const CimInstance &one = found->first();
                   m_quality = Quality{.capabilities = one.path(),
                                       .copies = limitOf(one, u"DataRedundancy"_s, 1),
                                       .failures = limitOf(one, u"PackageRedundancy"_s, 0)};
               }
               Q_EMIT answered();
           });
}

} // namespace Cistern
