// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/busnotices.h"

#if CISTERN_DBUS
#    include <QDBusConnection>
#    include <QDBusMessage>
#    include <QDBusPendingCallWatcher>
#    include <QDBusPendingReply>
#endif
#include <QGuiApplication>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

#if CISTERN_DBUS
namespace {
// A connection of its own: the one that Qt shares belongs to the GUI thread.
const QString connectionName = u"cistern-notices"_s;
const QString service = u"org.freedesktop.Notifications"_s;
const QString path = u"/org/freedesktop/Notifications"_s;
constexpr int asTheServiceLikes = -1; // how long it is shown
} // namespace

BusNotices::~BusNotices()
{
    if (m_opened)
        QDBusConnection::disconnectFromBus(connectionName);
}

void BusNotices::open()
{
    if (std::exchange(m_opened, true))
        return;
    QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus,
                                                        connectionName);
    bus.connect(service, path, service, u"ActionInvoked"_s, this,
                SLOT(actionInvoked(uint, QString)));
    bus.connect(service, path, service, u"NotificationClosed"_s, this, SLOT(closed(uint, uint)));
}

void BusNotices::show(qint64 key, const QString &title, const QString &text)
{
    open();
    const QDBusConnection bus(connectionName);
    if (!bus.isConnected()) {
        Q_EMIT refused(key, title, text);
        return;
    }
    QDBusMessage message = QDBusMessage::createMethodCall(service, path, service, u"Notify"_s);
    message.setArguments(
        {QGuiApplication::applicationDisplayName(), uint(0), QGuiApplication::desktopFileName(),
         title, text, QStringList{u"default"_s, tr("Show")},
         QVariantMap{{u"desktop-entry"_s, QGuiApplication::desktopFileName()}}, asTheServiceLikes});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, key, title, text] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isError())
            Q_EMIT refused(key, title, text);
        else
            m_keys.insert(reply.value(), key);
    });
}
#else
BusNotices::~BusNotices() = default;

void BusNotices::open() {}

void BusNotices::show(qint64 key, const QString &title, const QString &text)
{
    Q_EMIT refused(key, title, text);
}
#endif

void BusNotices::actionInvoked(uint id, const QString &)
{
    if (const auto key = m_keys.constFind(id); key != m_keys.cend())
        Q_EMIT activated(*key);
}

void BusNotices::closed(uint id, uint)
{
    m_keys.remove(id);
}

} // namespace Cistern

#include "moc_busnotices.cpp"
