// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/inventory/refresher.h"

#include "services/inventory/shape.h"
#include "services/systems/connections.h"
#include "services/systems/systembook.h"

namespace Cistern {

using namespace std::chrono_literals;

struct Refresher::Reading
{
    QList<CimInstance> objects;
    QList<CimInstance> links;
    size_t row = 0; // of the table that is asked for
    bool again = false;
};

namespace {
constexpr auto pause = 30s;

// The system does not have the class; whatever else it answers is a failure of the reading.
bool isAbsence(const Failure &failure)
{
    constexpr quint32 invalidNamespace = 3, invalidClass = 5; // DSP0004 status codes
    return failure.cause == Failure::Cause::NotFound
        || failure.cause == Failure::Cause::NotSupported
        || (failure.stage == Failure::Stage::Operation
            && (failure.code == invalidNamespace || failure.code == invalidClass));
}
} // namespace

Refresher::Refresher(SystemBook &book, Connections &connections, Inventory &inventory, Clock &clock,
                     QObject *parent)
    : QObject(parent)
    , m_book(book)
    , m_connections(connections)
    , m_inventory(inventory)
    , m_clock(clock)
{
    connect(&m_book, &SystemBook::changed, this, &Refresher::followBook);
    connect(&m_connections, &Connections::stateChanged, this, &Refresher::connectionChanged);
    followBook();
}

Refresher::~Refresher() = default;

void Refresher::followBook()
{
    QList<std::pair<QString, QString>> names;
    QHash<QString, QString> sites;
    for (const ConnectionSpec &spec : m_book.systems()) {
        names.append({spec.id, spec.name});
        sites.insert(spec.id, spec.site);
    }
    m_inventory.setSystems(names, sites);
    // A system that moved to another site starts empty there.
    for (const auto &[id, name] : std::as_const(names)) {
        const Node *node = m_inventory.node(m_inventory.system(id));
        if (node && !node->read.isValid())
            refresh(id);
    }
}

void Refresher::connectionChanged(const QString &systemId)
{
    const bool connected = m_connections.connection(systemId);
    if (std::exchange(m_connected[systemId], connected) == connected)
        return;
    if (connected)
        refresh(systemId);
    else
        m_inventory.setStale(systemId, true);
}

void Refresher::refresh(const QString &systemId)
{
    if (const auto reading = m_readings.value(systemId)) {
        reading->again = true;
        return;
    }
    if (!m_connections.connection(systemId))
        return;
    m_readings.insert(systemId, std::make_shared<Reading>());
    Q_EMIT busyChanged(systemId);
    readNext(systemId);
}

void Refresher::refreshAll()
{
    for (const ConnectionSpec &spec : m_book.systems())
        refresh(spec.id);
}

bool Refresher::busy(const QString &systemId) const
{
    return m_readings.contains(systemId);
}

void Refresher::readNext(const QString &systemId)
{
    const auto reading = m_readings.value(systemId);
    Connection *connection = m_connections.connection(systemId);
    if (!connection) {
        end(systemId);
        return;
    }
    if (reading->row == Shape::reads().size()) {
        m_connections.seen(systemId);
        m_inventory.setObjects(systemId, reading->objects, reading->links, m_clock.now());
        end(systemId);
        Q_EMIT refreshed(systemId);
        return;
    }
    const Shape::ReadRow &row = Shape::reads()[reading->row++];
    onDone(
        connection->enumerate(row.nameSpace, row.className, this), this,
        [this, systemId, reading, link = row.link](const Outcome<QList<CimInstance>> &instances) {
            if (m_readings.value(systemId) != reading)
                return;
            if (!instances && !isAbsence(instances.failure())) {
                end(systemId);
                m_connections.report(systemId, instances.failure());
                Q_EMIT failed(systemId, instances.failure());
                return;
            }
            if (instances)
                (link ? reading->links : reading->objects) += *instances;
            readNext(systemId);
        });
}

void Refresher::end(const QString &systemId)
{
    const auto reading = m_readings.take(systemId);
    if (reading && reading->again)
        refresh(systemId);
    else
        Q_EMIT busyChanged(systemId);
}

void Refresher::setVisible(bool visible)
{
    if (std::exchange(m_visible, visible) == visible)
        return;
    m_clock.stop(m_timer);
    if (visible) {
        refreshAll();
        m_timer = m_clock.after(pause, this, [this] { tick(); });
    }
}

void Refresher::tick()
{
    refreshAll();
    m_timer = m_clock.after(pause, this, [this] { tick(); });
}

} // namespace Cistern

#include "moc_refresher.cpp"
