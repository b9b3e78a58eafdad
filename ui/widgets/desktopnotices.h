// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Messages of the desktop, over D-Bus where a service takes them and from the tray elsewhere. What
// goes over the bus goes from a thread of its own. Owned by the window; GUI thread.
#pragma once

#include <QObject>
#include <QString>
#include <QThread>

class QSystemTrayIcon;

namespace Cistern {

class BusNotices;

class DesktopNotices : public QObject
{
    Q_OBJECT

public:
    explicit DesktopNotices(QObject *parent = nullptr);
    ~DesktopNotices() override;

    // title is shown as it stands; text must hold nothing that a reader of markup would take for
    // such.
    void show(qint64 key, const QString &title, const QString &text);

Q_SIGNALS:
    void activated(qint64 key); // somebody clicked on it

private:
    void showInTray(qint64 key, const QString &title, const QString &text);

    QThread m_thread;
    BusNotices *m_bus = nullptr; // lives there
    QSystemTrayIcon *m_tray = nullptr;
    qint64 m_trayKey = 0; // of the last one there
};

} // namespace Cistern
