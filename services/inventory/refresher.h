// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What to ask next: reads the classes of shape.cpp from every connected system, after connecting,
// when told to, and every 30 s while somebody looks. One reading a system at a time, a few classes
// of it in flight. Owned by app/services; GUI thread.
#pragma once

#include "services/core/clock.h"
#include "services/core/outcome.h"
#include "services/inventory/inventory.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace Cistern {

class Connections;
class SystemBook;

class Refresher : public QObject
{
    Q_OBJECT

public:
    Refresher(SystemBook &book, Connections &connections, Inventory &inventory, Clock &clock,
              QObject *parent = nullptr);
    ~Refresher() override;

    // Reads again; while a reading is under way it is followed by one more. Without a connection
    // nothing is done: the reading comes with the connection.
    void refresh(const QString &systemId);
    void refreshAll();
    void setVisible(bool visible); // somebody looks
    bool busy(const QString &systemId) const;

Q_SIGNALS:
    void refreshed(const QString &systemId);
    void failed(const QString &systemId, const Cistern::Failure &failure); // the old data stays
    void busyChanged(const QString &systemId);

private:
    struct Reading;

    void followBook();
    void connectionChanged(const QString &systemId);
    void readNext(const QString &systemId);
    void take(const QString &systemId, Reading &reading, size_t place,
              const Outcome<QList<CimInstance>> &instances);
    void fail(const QString &systemId, const Failure &failure);
    void finish(const QString &systemId);
    void end(const QString &systemId);
    void tick();

    SystemBook &m_book;
    Connections &m_connections;
    Inventory &m_inventory;
    Clock &m_clock;
    QHash<QString, std::shared_ptr<Reading>> m_readings; // under way
    QHash<QString, bool> m_connected;
    bool m_visible = false;
    int m_timer = 0;
};

} // namespace Cistern
