// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/inventory/refresher.h"

#include "services/inventory/shape.h"
#include "services/systems/connections.h"
#include "services/systems/systembook.h"
#include "services/wsman/absence.h"

#include <QStringList>

#include <optional>

namespace Cistern {

using namespace std::chrono_literals;

struct Refresher::Reading
{
    QList<QList<CimInstance>> found{qsizetype(Shape::reads().size())}; // a row of the table each
    size_t next = 0;                                                   // row to ask for
    int inFlight = 0;
    QStringList lacking;           // namespaces that the system does not have
    QStringList present;           // namespaces of which it knows a class
    std::optional<Failure> denied; // of a namespace that this user may not read
    bool again = false;
};

namespace {
constexpr auto pause = 30s;
constexpr int mostInFlight = 3; // one less than a connection allows: what people ask is not kept

constexpr quint32 invalidNamespace = 3; // DSP0004 status code
constexpr quint32 wmiInvalidNamespace = 0x8004100e;

bool isMissingNamespace(const Failure &failure)
{
    return failure.stage == Failure::Stage::Operation
        && (failure.code == invalidNamespace || failure.code == wmiInvalidNamespace);
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
    const auto rows = Shape::reads();
    for (; reading->inFlight < mostInFlight && reading->next < rows.size(); ++reading->next) {
        const size_t place = reading->next;
        const Shape::ReadRow &row = rows[place];
        if (reading->lacking.contains(row.nameSpace))
            continue;
        ++reading->inFlight;
        onDone(connection->enumerate(row.nameSpace, row.className, this), this,
               [this, systemId, reading, place](const Outcome<QList<CimInstance>> &instances) {
                   if (m_readings.value(systemId) == reading)
                       take(systemId, *reading, place, instances);
               });
    }
    if (reading->inFlight == 0)
        finish(systemId);
}

void Refresher::take(const QString &systemId, Reading &reading, size_t place,
                     const Outcome<QList<CimInstance>> &instances)
{
    const QString nameSpace = Shape::reads()[place].nameSpace;
    --reading.inFlight;
    if (instances) {
        reading.found[qsizetype(place)] = *instances;
        reading.present.append(nameSpace);
    } else if (isMissingNamespace(instances.failure())) {
        reading.lacking.append(nameSpace);
    } else if (instances.failure().cause == Failure::Cause::Denied) {
        // Someone who may manage the storage need not be allowed to manage Hyper-V.
        reading.denied = instances.failure();
    } else if (!Wsman::isAbsence(instances.failure())) {
        fail(systemId, instances.failure());
        return;
    }
    readNext(systemId);
}

void Refresher::fail(const QString &systemId, const Failure &failure)
{
    end(systemId);
    m_connections.report(systemId, failure);
    Q_EMIT failed(systemId, failure);
}

void Refresher::finish(const QString &systemId)
{
    const auto reading = m_readings.value(systemId);
    if (reading->denied && reading->present.isEmpty()) {
        fail(systemId, *reading->denied);
        return;
    }
    QList<CimInstance> objects, links;
    QStringList lacking;
    for (size_t place = 0; place < Shape::reads().size(); ++place) {
        const Shape::ReadRow &row = Shape::reads()[place];
        (row.link ? links : objects) += reading->found.at(qsizetype(place));
        // A system may have the namespace, or no word for its absence, and none of its classes.
        const bool missing = reading->lacking.contains(row.nameSpace)
            || (!reading->denied && !reading->present.contains(row.nameSpace));
        if (missing && !lacking.contains(row.nameSpace))
            lacking.append(row.nameSpace);
    }
    m_connections.seen(systemId);
    m_inventory.setLacking(systemId, lacking);
    m_inventory.setObjects(systemId, objects, links, m_clock.now());
    end(systemId);
    Q_EMIT refreshed(systemId);
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
