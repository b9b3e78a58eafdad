// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What to ask next: reads the classes of shape.cpp from every connected system, after connecting,
// when told to, and every 30 s while somebody looks; and
// the objects that a system tells the change of. One reading a system at a time, a few classes
// of it in flight. Owned by app/services; GUI thread.
#pragma once

#include "services/core/clock.h"
#include "services/core/outcome.h"
#include "services/inventory/inventory.h"

#include <QHash>
#include <QSet>
#include <QObject>

#include <chrono>
#include <memory>

namespace Cistern {

class Connections;
class SystemEvents;
struct CimEvent;
struct SystemReading;
class SystemBook;

class Refresher : public QObject
{
    Q_OBJECT

public:
    Refresher(SystemBook &book, Connections &connections, Inventory &inventory, Clock &clock,
              QObject *parent = nullptr, SystemEvents *events = nullptr);
    ~Refresher() override;

    // Reads again; while a reading is under way it is followed by one more. Without a connection
    // nothing is done: the reading comes with the connection.
    void refresh(const QString &systemId);
    void refreshAll();
    void setVisible(bool visible); // somebody looks
    bool busy(const QString &systemId) const;

Q_SIGNALS:
    // Whole, and on its way into the inventory; then that it is there.
    void wasRead(const QString &systemId, const Cistern::SystemReading &reading);
    void refreshed(const QString &systemId);
    void failed(const QString &systemId, const Cistern::Failure &failure); // the old data stays
    void busyChanged(const QString &systemId);

private:
    struct Reading;
    struct Told // and not read yet
    {
        QSet<CimPath> objects;
        bool all = false;
        bool waits = false; // for what comes together with it
        std::chrono::milliseconds since{0};
    };

    void followBook();
    void connectionChanged(const QString &systemId);
    void readNext(const QString &systemId);
    void take(const QString &systemId, Reading &reading, size_t place,
              const Outcome<QList<CimInstance>> &instances);
    Findings findings(const Reading &reading) const;
    void show(const QString &systemId, Reading &reading);
    void fail(const QString &systemId, const Failure &failure);
    void finish(const QString &systemId);
    void end(const QString &systemId);
    void tick();
    void happened(const QString &systemId, const QList<CimEvent> &events);
    void readAll(const QString &systemId);
    void readTold(const QString &systemId);

    SystemBook &m_book;
    Connections &m_connections;
    Inventory &m_inventory;
    Clock &m_clock;
    QHash<QString, std::shared_ptr<Reading>> m_readings; // under way
    QHash<QString, bool> m_connected;
    SystemEvents *m_events;
    QHash<QString, Told> m_told;
    QHash<QString, std::chrono::milliseconds> m_begun; // the last reading
    bool m_visible = false;
    int m_timer = 0;
};

} // namespace Cistern
