// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Messages to org.freedesktop.Notifications (Desktop Notifications Specification 1.2). Owned by
// DesktopNotices, in whose thread it lives: opening a bus waits.
#pragma once

#include <QHash>
#include <QObject>
#include <QString>

namespace Cistern {

class BusNotices : public QObject
{
    Q_OBJECT

public:
    ~BusNotices() override;

    void show(qint64 key, const QString &title, const QString &text);

Q_SIGNALS:
    void activated(qint64 key);
    void refused(qint64 key, const QString &title, const QString &text); // nobody takes them

private Q_SLOTS:
    void actionInvoked(uint id, const QString &action);
    void closed(uint id, uint reason);

private:
    void open();

    bool m_opened = false;
    QHash<uint, qint64> m_keys; // by the ids of the service
};

} // namespace Cistern
