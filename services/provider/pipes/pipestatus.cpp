// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the connections of pipes are like, told by the properties that readers look at.
#include "services/provider/pipes/pipes.h"

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
using PipeObjects::Record;

// OperationalStatus, its words, Status, HealthState and EnabledState say the same in five tongues.
struct Look
{
    quint16 operational;
    QLatin1StringView words, status;
    quint16 health, enabled;
};
constexpr Look ok{2, "OK"_L1, "OK"_L1, 5, 2};
constexpr Look starting{8, "Connecting"_L1, "Starting"_L1, 0, 10};
constexpr Look lost{13, "Lost communication"_L1, "Lost Comm"_L1, 20, 6};
constexpr Look degraded{3, "Some connections are lost"_L1, "Degraded"_L1, 10, 2};
constexpr Look failed{6, "Error"_L1, "Error"_L1, 20, 6};

const Look &lookOf(PipeLink::State state)
{
    return state == PipeLink::State::Up ? ok : state == PipeLink::State::Lost ? lost : starting;
}
} // namespace

void Pipes::showLook(const CimPath &path, quint16 operational, const QString &words,
                     const QString &status, quint16 health, quint16 enabled)
{
    m_store.show(path, u"OperationalStatus", CimValue::uint16s({operational}));
    m_store.show(path, u"StatusDescriptions", CimValue::strings({words}));
    m_store.show(path, u"Status", CimValue::string(status));
    m_store.show(path, u"HealthState", CimValue::uint16(health));
    m_store.show(path, u"EnabledState", CimValue::uint16(enabled));
}

void Pipes::show()
{
    const QList<Record> records = all();
    for (const Record &record : records)
        showPipe(record);
    for (const StoredObject *object : m_store.ofClass(u"CISTERN_TCPProtocolEndpoint")) {
        const QString name = object->instance.value(u"Name").toString();
        const auto closed = m_closed.find(name);
        if (closed != m_closed.end() && !object->facts.contains(u"foreign"_s))
            showLook(object->instance.path(), failed.operational, closed->second, failed.status,
                     failed.health, failed.enabled);
    }
}

void Pipes::showPipe(const Record &record)
{
    const auto show = [this](const QString &id, const Look &look, const QString &trouble,
                             const QDateTime &contact,
                             const std::optional<std::chrono::microseconds> &roundTrip,
                             bool encrypted, const QDateTime &changed) {
        const CimPath path = PipeObjects::pipePath(id);
        showLook(path, look.operational,
                 trouble.isEmpty() ? QString(look.words) : look.words + u": "_s + trouble,
                 look.status, look.health, look.enabled);
        m_store.show(path, u"TimeOfLastContact",
                     contact.isValid() ? CimValue::dateTime(CimDateTime::at(contact))
                                       : CimValue::null(CimType::DateTime));
        m_store.show(path, u"RoundTripTime",
                     roundTrip ? CimValue::uint32(quint32(
                         std::min<qint64>(roundTrip->count(), std::numeric_limits<quint32>::max())))
                               : CimValue::null(CimType::UInt32));
        m_store.show(path, u"Encrypted", CimValue::boolean(encrypted));
        if (changed.isValid())
            m_store.show(path, u"TimeOfLastStateChange",
                         CimValue::dateTime(CimDateTime::at(changed)));
    };

    int up = 0, down = 0;
    bool allEncrypted = true;
    QDateTime contact, changed;
    QString trouble;
    std::optional<std::chrono::microseconds> slowest;
    for (const QString &leaf : record.leaves) {
        const auto found = m_links.find(leaf);
        if (found == m_links.end())
            continue;
        const PipeLink &link = *found->second;
        const bool encrypted = !link.terms().peer.fingerprint.isEmpty();
        show(leaf, lookOf(link.state()), link.trouble(), link.lastContact(), link.roundTrip(),
             encrypted, link.changed());
        up += link.state() == PipeLink::State::Up;
        down += link.state() == PipeLink::State::Lost;
        allEncrypted = allEncrypted && encrypted;
        if (link.lastContact().isValid() && (!contact.isValid() || link.lastContact() > contact))
            contact = link.lastContact();
        if (link.changed().isValid() && (!changed.isValid() || link.changed() > changed))
            changed = link.changed();
        if (link.roundTrip() && (!slowest || *link.roundTrip() > *slowest))
            slowest = link.roundTrip();
        if (trouble.isEmpty())
            trouble = link.trouble();
    }
    const auto pairs = record.leaves.size();
    if (pairs == 1)
        return; // it is its own leaf
    const Look &look = up == pairs ? ok : down == pairs ? lost : down > 0 ? degraded : starting;
    show(record.id, look, trouble, contact, slowest, allEncrypted, changed);
}

} // namespace Cistern
