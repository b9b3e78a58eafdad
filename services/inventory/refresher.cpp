// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/inventory/refresher.h"

#include "services/inventory/readingfile.h"
#include "services/inventory/shape.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "services/systems/systembook.h"
#include "services/systems/systemevents.h"
#include "services/wsman/absence.h"

#include <QStringList>

#include <algorithm>
#include <optional>

namespace Cistern {

using namespace std::chrono_literals;

struct Refresher::Reading
{
    // Of each row of the table what came, page by page.
    QList<QList<QList<CimInstance>>> found{qsizetype(Shape::reads().size())};
    QList<size_t> order; // of the rows
    qsizetype next = 0;  // in that order
    int inFlight = 0;
    qsizetype linksLeft = 0;           // rows of links that have not ended
    std::chrono::milliseconds shows{}; // what it has then; 0: only at its end
    QStringList lacking;               // namespaces that the system does not have
    QStringList present;               // namespaces of which it knows a class
    std::optional<Failure> denied;     // of a namespace that this user may not read
    bool again = false;
};

namespace {
constexpr auto pause = 30s;
constexpr auto gathering = 300ms;    // what one operation changes comes together
constexpr qsizetype mostSingles = 8; // more are read with all the others
// A first reading that takes longer shows what it has by then, and again after twice that time:
// each object is compared twice at most.
constexpr auto firstSight = 250ms;
constexpr int mostInFlight = 3; // one less than a connection allows: what people ask is not kept

constexpr quint32 invalidNamespace = 3; // DSP0004 status code
constexpr quint32 wmiInvalidNamespace = 0x8004100e;

bool isMissingNamespace(const Failure &failure)
{
    return failure.stage == Failure::Stage::Operation
        && (failure.code == invalidNamespace || failure.code == wmiInvalidNamespace);
}

// The first row of each namespace tells whether it is there; then the links, where they are needed
// to know what stands where.
QList<size_t> readOrder(bool linksFirst)
{
    const auto rows = Shape::reads();
    QList<size_t> order, rest;
    QStringList asked;
    for (size_t row = 0; row < rows.size(); ++row) {
        const bool probe = !asked.contains(rows[row].nameSpace);
        if (probe)
            asked.append(rows[row].nameSpace);
        (probe || rows[row].link || !linksFirst ? order : rest).append(row);
    }
    return order + rest;
}
} // namespace

Refresher::Refresher(SystemBook &book, Connections &connections, Inventory &inventory, Clock &clock,
                     QObject *parent, SystemEvents *events)
    : QObject(parent)
    , m_book(book)
    , m_connections(connections)
    , m_inventory(inventory)
    , m_clock(clock)
    , m_events(events)
{
    if (m_events) {
        connect(m_events, &SystemEvents::happened, this, &Refresher::happened);
        connect(m_events, &SystemEvents::missed, this, &Refresher::readAll);
    }
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
    const Node *node = m_inventory.node(m_inventory.system(systemId));
    const bool first = node && !node->read.isValid();
    const auto reading = std::make_shared<Reading>();
    reading->order = readOrder(first);
    reading->linksLeft = std::ranges::count_if(Shape::reads(), &Shape::ReadRow::link);
    m_begun.insert(systemId, m_clock.elapsed());
    reading->shows = first ? m_clock.elapsed() + firstSight : 0ms;
    m_readings.insert(systemId, reading);
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
    for (; reading->inFlight < mostInFlight && reading->next < reading->order.size();
         ++reading->next) {
        const size_t place = reading->order.at(reading->next);
        const Shape::ReadRow &row = Shape::reads()[place];
        if (reading->lacking.contains(row.nameSpace)) {
            reading->linksLeft -= row.link;
            continue;
        }
        ++reading->inFlight;
        BatchReader batch;
        if (reading->shows > 0ms)
            batch = [this, systemId, reading, place](const QList<CimInstance> &page) {
                reading->found[qsizetype(place)].append(page);
                show(systemId, *reading);
            };
        onDone(connection->enumerate(row.nameSpace, row.className, this, batch), this,
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
    const Shape::ReadRow &row = Shape::reads()[place];
    const QString nameSpace = row.nameSpace;
    --reading.inFlight;
    reading.linksLeft -= row.link;
    reading.found[qsizetype(place)].clear();
    if (instances) {
        reading.found[qsizetype(place)] = {*instances};
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

Findings Refresher::findings(const Reading &reading) const
{
    Findings findings;
    for (size_t place = 0; place < Shape::reads().size(); ++place) {
        QList<QList<CimInstance>> &to = Shape::reads()[place].link ? findings.links
                                                                   : findings.objects;
        to += reading.found.at(qsizetype(place));
    }
    findings.read = m_clock.now();
    return findings;
}

// Only when all links are known, or what stands at one place would soon stand at another; and not
// over all that was known when the system was last there.
void Refresher::show(const QString &systemId, Reading &reading)
{
    if (m_clock.elapsed() < reading.shows || reading.linksLeft > 0
        || m_readings.value(systemId).get() != &reading)
        return;
    const Node *system = m_inventory.node(m_inventory.system(systemId));
    if (system && system->stale && !m_inventory.isBlank(systemId))
        return;
    const auto begun = m_begun.value(systemId);
    reading.shows = begun + 2 * (m_clock.elapsed() - begun);
    Findings soFar = findings(reading);
    soFar.whole = false;
    onDone(m_inventory.take(systemId, soFar), this, [](const Outcome<Done> &) {});
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
    QStringList lacking;
    for (const Shape::ReadRow &row : Shape::reads()) {
        // A system may have the namespace, or no word for its absence, and none of its classes.
        const bool missing = reading->lacking.contains(row.nameSpace)
            || (!reading->denied && !reading->present.contains(row.nameSpace));
        if (missing && !lacking.contains(row.nameSpace))
            lacking.append(row.nameSpace);
    }
    m_connections.seen(systemId);
    const SystemReading whole{.findings = findings(*reading), .lacking = lacking};
    Q_EMIT wasRead(systemId, whole);
    m_inventory.setLacking(systemId, lacking);
    onDone(m_inventory.take(systemId, whole.findings), this,
           [this, systemId, reading](const Outcome<Done> &) {
               if (m_readings.value(systemId) != reading)
                   return;
               end(systemId);
               Q_EMIT refreshed(systemId);
           });
    reading->found.clear(); // what is freed last is freed on the pool
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
    if (m_events)
        m_events->setWanted(visible);
    if (visible) {
        refreshAll();
        m_timer = m_clock.after(pause, this, [this] { tick(); });
    }
}

// A job is told whole; what else changed is read again, because figures of it are counted only when
// they are asked for. What came or went changes links and headings, too.
void Refresher::happened(const QString &systemId, const QList<CimEvent> &events)
{
    if (!m_visible)
        return; // all is read when somebody looks
    QSet<CimPath> objects;
    bool all = false;
    for (const CimEvent &event : events) {
        CimInstance object = event.object;
        const CimPath path = object.path(event.nameSpace);
        const bool known = m_inventory.find(systemId, path) >= 0;
        if (event.kind == CimEvent::Kind::Created
                ? !known
                : event.kind == CimEvent::Kind::Deleted && known) {
            all = true;
        } else if (!known) {
            continue; // of a class that is watched but not read, or gone already
        } else if (Schema::isA(path.nameSpace(), path.className(), u"CIM_ConcreteJob")) {
            object.setPath(path);
            m_inventory.update(systemId, object, m_clock.now());
        } else if (event.kind == CimEvent::Kind::Modified) {
            objects.insert(path);
        }
    }
    if (all)
        return readAll(systemId);
    if (objects.isEmpty())
        return;
    m_told[systemId].objects += objects;
    readTold(systemId);
}

void Refresher::readAll(const QString &systemId)
{
    if (!m_visible)
        return;
    m_told[systemId].all = true;
    readTold(systemId);
}

void Refresher::readTold(const QString &systemId)
{
    Told &gathered = m_told[systemId];
    gathered.since = m_clock.elapsed();
    if (std::exchange(gathered.waits, true))
        return;
    m_clock.after(gathering, this, [this, systemId] {
        const Told told = m_told.take(systemId);
        Connection *connection = m_connections.connection(systemId);
        // Whoever made the change may have asked for a reading meanwhile; one that began before
        // the last of what is told here does not hold it.
        if (m_begun.value(systemId, -1ms) >= told.since)
            return;
        if (told.all || told.objects.size() > mostSingles || !connection)
            return refresh(systemId);
        for (const CimPath &path : told.objects)
            onDone(connection->get(path, this), this,
                   [this, systemId](const Outcome<CimInstance> &object) {
                       if (object)
                           m_inventory.update(systemId, *object, m_clock.now());
                       else
                           refresh(systemId);
                   });
    });
}

void Refresher::tick()
{
    refreshAll();
    m_timer = m_clock.after(pause, this, [this] { tick(); });
}

} // namespace Cistern

#include "moc_refresher.cpp"
