// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The program with its window over a folder, as its main makes it, and a wizard in it: for proofs
// that kill it and start it again. Header only.
#pragma once

#include "app/windowconsole.h"
#include "services/inventory/inventory.h"
#include "services/jobs/jobtracker.h"
#include "services/systems/connections.h"
#include "tests/support/proof.h"
#include "tests/support/smallstore.h"
#include "ui/mainwindow/forms.h"
#include "ui/mainwindow/mainwindow.h"

#include <QApplication>
#include <QDateTime>
#include <QDialog>
#include <QLineEdit>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>

namespace Cistern {

struct KilledWindow
{
    static constexpr int patience = 60'000; // ms
    struct Wizard
    {
        const char *name;
        Command command;
    };
    static constexpr Wizard wizards[] = {{"storage pool", Command::NewPool},
                                         {"child pool", Command::NewChildPool},
                                         {"root pool", Command::NewRootPool}};
    static QString local() { return QString(localSystemId); }

    explicit KilledWindow(const QString &folder)
        : services({.store = folder + QStringLiteral("/store"),
                    .configDir = folder + QStringLiteral("/config"),
                    .dataDir = folder + QStringLiteral("/data")})
        , window(windowConsole(services))
    {
        window.show();
        onDone(services.load(&window), &window, [this](const Outcome<Done> &) {
            services.connections().open(local());
            onDone(services.jobs().resume(&window), &window,
                   [this](const Outcome<Done> &) { resumed = true; });
        });
    }

    // Whether its own target has told what it has.
    bool ready()
    {
        const auto told = [this] {
            return resumed && services.connections().connection(local())
                && services.inventory().system(local()) >= 0
                && !services.inventory()
                        .objects(local(), QStringLiteral("CIM_StoragePool"))
                        .isEmpty();
        };
        return comes(told, patience);
    }
    // The wizard of that row, until its first field is there.
    bool open(int wizard)
    {
        auto *forms = window.findChild<Forms *>();
        if (!forms)
            return false;
        forms->open(wizards[wizard].command,
                    {.nodes = {services.inventory().system(local())}, .job = 0}, false);
        return comes([] { return nameField() != nullptr; }, patience);
    }
    static QDialog *dialog()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *open = qobject_cast<QDialog *>(widget); open && open->isVisible())
                return open;
        }
        return nullptr;
    }
    static QLineEdit *nameField()
    {
        QDialog *open = dialog();
        const auto fields = open ? open->findChildren<QLineEdit *>() : QList<QLineEdit *>();
        const auto found = std::find_if(fields.begin(), fields.end(), [](const QLineEdit *field) {
            return field->isVisible() && field->isEnabled();
        });
        return found == fields.end() ? nullptr : *found;
    }

    Services services;
    MainWindow window;
    bool resumed = false;
};

// This program once more as a process, over a folder of its own with a small store in it, to be
// killed. What it does there its first argument says; the folder and the wizard follow.
class KilledProcess
{
public:
    explicit KilledProcess(quint64 storeSize)
    {
        keepSettingsIn(m_folder.path());
        if (!makeSmallStore(m_folder.filePath(QStringLiteral("store")), storeSize))
            qFatal("no store");
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process,
                         [this] { m_out += m_process.readAllStandardOutput(); });
    }

    static void keepSettingsIn(const QString &folder)
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           folder + QStringLiteral("/settings"));
    }

    // Until it says its first line.
    void start(const QString &deed, int wizard)
    {
        m_process.setProcessChannelMode(QProcess::SeparateChannels);
        m_process.start(QCoreApplication::applicationFilePath(),
                        {deed, m_folder.path(), QString::number(wizard)});
        if (!comes([this] { return m_out.contains('\n'); }, KilledWindow::patience))
            qFatal("%s: it does not begin", KilledWindow::wizards[wizard].name);
    }
    // At that time after its first line; when that was, in milliseconds since 1970.
    qint64 killAfter(int milliseconds)
    {
        QElapsedTimer since;
        since.start();
        comes([&] { return since.hasExpired(milliseconds); }, KilledWindow::patience);
        const qint64 died = QDateTime::currentMSecsSinceEpoch();
        ::kill(pid_t(m_process.processId()), SIGKILL);
        if (!comes([this] { return m_process.state() == QProcess::NotRunning; },
                   KilledWindow::patience))
            qFatal("it does not die");
        m_out += m_process.readAllStandardOutput();
        return died;
    }

    QString folder() const { return m_folder.path(); }
    const QByteArray &out() const { return m_out; }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_out;
};

} // namespace Cistern
