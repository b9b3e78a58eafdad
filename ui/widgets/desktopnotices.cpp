// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/desktopnotices.h"

#include "ui/widgets/busnotices.h"
#include "ui/widgets/icons.h"

#include <QSystemTrayIcon>

namespace Cistern {

DesktopNotices::DesktopNotices(QObject *parent) : QObject(parent), m_bus(new BusNotices)
{
    m_thread.setObjectName("notices");
    m_bus->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_bus, &QObject::deleteLater);
    connect(m_bus, &BusNotices::activated, this, &DesktopNotices::activated);
    connect(m_bus, &BusNotices::refused, this, &DesktopNotices::showInTray);
}

DesktopNotices::~DesktopNotices()
{
    if (!m_thread.isRunning()) {
        delete m_bus;
        return;
    }
    m_thread.quit();
    m_thread.wait();
}

void DesktopNotices::show(qint64 key, const QString &title, const QString &text)
{
    if (!m_thread.isRunning())
        m_thread.start(); // nobody needs a bus before there is something to say
    QMetaObject::invokeMethod(
        m_bus, [bus = m_bus, key, title, text] { bus->show(key, title, text); },
        Qt::QueuedConnection);
}

void DesktopNotices::showInTray(qint64 key, const QString &title, const QString &text)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable())
        return;
    if (!m_tray) {
        m_tray = new QSystemTrayIcon(applicationIcon(), this);
        connect(m_tray, &QSystemTrayIcon::messageClicked, this,
                [this] { Q_EMIT activated(m_trayKey); });
        m_tray->show();
    }
    m_trayKey = key;
    m_tray->showMessage(title, text);
}

} // namespace Cistern

#include "moc_desktopnotices.cpp"
