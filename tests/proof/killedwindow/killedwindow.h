// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The program with its window over a folder and a form in it, for proofs that kill it and start it
// again: as its main makes it, or over two systems in the same process. Header only.
#pragma once

#include "app/windowconsole.h"
#include "models/storagefacts.h"
#include "services/inventory/inventory.h"
#include "services/jobs/jobtracker.h"
#include "services/schema/schema.h"
#include "services/systems/connections.h"
#include "tests/gui/pipeconsole.h"
#include "tests/gui/showndialog.h"
#include "tests/support/proof.h"
#include "tests/support/smallstore.h"
#include "ui/dialogs/pipedialog.h"
#include "ui/mainwindow/forms.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/wizards/childpoolwizard.h"
#include "ui/wizards/methodwizard.h"
#include "ui/wizards/rootpoolwizard.h"
#include "ui/wizards/storagepoolwizard.h"

#include <QApplication>
#include <QDateTime>
#include <QDialog>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QWizard>

#include <algorithm>
#include <array>
#include <csignal>

namespace Cistern {

class KilledWindow
{
public:
    static constexpr int patience = 60'000; // ms
    // Chooses in it what a person has to choose before it goes on; the name stays theirs.
    using Fill = void (*)(const KilledWindow &program, QDialog &dialog);
    struct Form
    {
        const char *name;
        Command command;
        QLatin1StringView nameSpace; // of what it makes
        QLatin1StringView className;
        int pages; // of it, from 0 as the wizard or the dialog counts them
        Fill fill = nullptr;
        bool pair = false; // of systems
    };
    static const std::array<Form, 5> forms;

    KilledWindow(const QString &folder, const Form &form)
        : form(form)
        , m_services(form.pair ? nullptr
                               : new Services({.store = folder + QStringLiteral("/store"),
                                               .configDir = folder + QStringLiteral("/config"),
                                               .dataDir = folder + QStringLiteral("/data")}))
        , m_pair(form.pair ? new PipeConsole(PipeConsole::Way::InProcess, folder) : nullptr)
        , console(form.pair ? m_pair->console : windowConsole(*m_services))
        , window(console)
    {
        window.show();
        const auto loaded = form.pair ? readyAnswer<Done>(Done()) : m_services->load(&window);
        onDone(loaded, &window, [this](const Outcome<Done> &) {
            console.connections.open(system());
            onDone(console.jobs.resume(&window), &window,
                   [this](const Outcome<Done> &) { m_resumed = true; });
        });
    }

    QString system() const { return form.pair ? PipeConsole::alpha() : QString(localSystemId); }
    StorageFacts facts() const { return {console.inventory, system()}; }
    // Whether its own targets have told what they have.
    bool ready() const
    {
        const auto told = [this] {
            return m_resumed && console.connections.connection(system())
                && !facts().pools().isEmpty();
        };
        return comes(told, patience);
    }
    // The form, until its first field is there.
    bool open() const
    {
        auto *all = window.findChild<Forms *>();
        if (!all)
            return false;
        all->open(form.command, {.nodes = {console.inventory.system(system())}, .job = 0}, false);
        if (!comes([] { return dialog() != nullptr; }, patience))
            return false;
        if (form.fill)
            form.fill(*this, *dialog());
        return comes([] { return nameField() != nullptr; }, patience);
    }
    static QDialog *dialog() { return shownDialog<QDialog>(); }
    static QWizard *wizard() { return qobject_cast<QWizard *>(dialog()); }
    static QLineEdit *nameField()
    {
        QDialog *open = dialog();
        const auto fields = open ? open->findChildren<QLineEdit *>() : QList<QLineEdit *>();
        const auto found = std::find_if(fields.begin(), fields.end(), [](const QLineEdit *field) {
            return field->isVisible() && field->isEnabled();
        });
        return found == fields.end() ? nullptr : *found;
    }
    // The page that is shown; -1: there is none.
    int page() const
    {
        if (const QWizard *steps = wizard())
            return steps->currentId();
        if (const auto *pipe = qobject_cast<PipeDialog *>(dialog()))
            return pipe->isReviewing() ? 1 : 0;
        return -1;
    }
    // What leads on, where something does.
    static QAbstractButton *onward()
    {
        QDialog *open = dialog();
        QList<QAbstractButton *> leading;
        if (const QWizard *steps = wizard()) {
            leading = {steps->button(QWizard::NextButton), steps->button(QWizard::FinishButton)};
        } else if (open) {
            for (QPushButton *button : open->findChildren<QPushButton *>()) {
                if (button->isDefault())
                    leading.append(button);
            }
        }
        for (QAbstractButton *button : leading) {
            if (button && button->isVisible() && button->isEnabled())
                return button;
        }
        return nullptr;
    }

    const Form &form;

private:
    std::unique_ptr<Services> m_services;
    std::unique_ptr<PipeConsole> m_pair;
    bool m_resumed = false;

public:
    Console console;
    MainWindow window;
};

namespace Internal {
inline void chooseMethod(const KilledWindow &program, QDialog &dialog)
{
    MethodCall call(*Schema::findMethod(QString(Schema::iscsiTarget),
                                        u"MSISCSITARGET_StorageConfigurationService",
                                        u"CreateOrModifyStoragePool"),
                    program.facts().service());
    call.setArgument(u"Size", CimValue::uint64(quint64(16) << 20));
    call.setArgument(u"InPools",
                     CimValue::strings({program.facts().pools().first().path.toText()}));
    static_cast<MethodWizard &>(dialog).reopen(call, std::nullopt);
}

inline void chooseDevice(const KilledWindow &, QDialog &dialog)
{
    auto &wizard = static_cast<RootPoolWizard &>(dialog);
    const ClusterFacts facts = wizard.facts();
    RootPool::Plan plan;
    for (const NodeFacts &node : facts.nodes()) {
        for (const DeviceFacts &device : node.devices) {
            if (plan.devices.isEmpty() && RootPool::refusal(device, {}, facts).isEmpty())
                plan.devices.append(device.path);
        }
    }
    wizard.reopen(RootPool::create(facts.service(), plan, facts), std::nullopt,
                  RootPoolWizard::NameStep);
}

inline void choosePeer(const KilledWindow &, QDialog &dialog)
{
    static_cast<PipeDialog &>(dialog).setPlan(
        {.sourceId = PipeConsole::alpha(), .targetId = PipeConsole::beta()});
}
} // namespace Internal

inline const std::array<KilledWindow::Form, 5> KilledWindow::forms{{
    {"storage pool", Command::NewPool, Schema::iscsiTarget, QLatin1StringView("CIM_StoragePool"),
     StoragePoolWizard::ReviewStep + 1},
    {"child pool", Command::NewChildPool, Schema::virtualization,
     QLatin1StringView("CIM_ResourcePool"), ChildPoolWizard::ReviewStep + 1},
    {"root pool", Command::NewRootPool, Schema::hypervCluster,
     QLatin1StringView("CIM_ResourcePool"), RootPoolWizard::ReviewStep + 1, Internal::chooseDevice},
    // The page behind these is of methods that only ask.
    {"method", Command::CallMethod, Schema::iscsiTarget, QLatin1StringView("CIM_StoragePool"),
     MethodWizard::ReviewStep + 1, Internal::chooseMethod},
    {"pipe", Command::NewPipe, Schema::iscsiTarget, QLatin1StringView("CIM_NetworkPipe"), 2,
     Internal::choosePeer, true},
}};

// This program once more as a process, over a folder of its own with a small store in it, to be
// killed. What it does there its first argument says; the folder, the form and what else it is to
// know follow.
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
    void start(const QString &deed, int form, const QStringList &further = {})
    {
        m_process.setProcessChannelMode(QProcess::SeparateChannels);
        m_process.start(QCoreApplication::applicationFilePath(),
                        QStringList{deed, m_folder.path(), QString::number(form)} + further);
        if (!comes([this] { return m_out.contains('\n'); }, KilledWindow::patience))
            qFatal("%s: it does not begin", KilledWindow::forms[form].name);
    }
    // Whether it comes to say that line.
    bool says(const QByteArray &line) const
    {
        return comes([&] { return m_out.contains('\n' + line + '\n'); }, KilledWindow::patience);
    }
    // At that time from now; when that was, in milliseconds since 1970.
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
