// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The console: options, one set of services, one window.
#include "app/windowconsole.h"
#ifndef NDEBUG
#    include "app/stallwatch.h"
#endif
#include "ui/dialogs/passwordprompt.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/words.h"
#include "ui/widgets/appstyle.h"
#include "ui/widgets/icons.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QStandardPaths>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {

// While it is being worked on, the window tells of each event that keeps people waiting.
#ifdef NDEBUG
using Application = QApplication;
#else
using Application = Watched<QApplication>;
#endif

// Lists first, then the systems in it, then what an earlier run left unfinished.
void start(Services &services, MainWindow *window)
{
    onDone(services.load(window), window, [&services, window](const Outcome<Done> &loaded) {
        if (!loaded)
            window->showFailure(loaded.failure(),
                                MainWindow::tr("The list of systems could not be read."));
        services.openAll();
        onDone(services.jobs().resume(window), window, [window](const Outcome<Done> &resumed) {
            if (!resumed)
                window->showFailure(resumed.failure(),
                                    MainWindow::tr("The record of jobs could not be read."));
        });
    });
}

} // namespace

int main(int argc, char **argv)
{
    Application application(argc, argv);
    QApplication::setOrganizationName(u"cistern"_s);
    QApplication::setApplicationName(u"cistern"_s);
    QApplication::setApplicationVersion(QStringLiteral(CISTERN_VERSION));
    QApplication::setDesktopFileName(u"io.github.cistern.Cistern"_s);
    installWords(application);
    QApplication::setWindowIcon(applicationIcon());

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "A console for storage and resource pools."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption store(
        u"store"_s, QCoreApplication::translate("main", "Folder of this computer's own pools."),
        u"folder"_s);
    const QCommandLineOption look(u"appearance"_s,
                                  QCoreApplication::translate("main", "system, light or dark."),
                                  u"name"_s, u"system"_s);
    parser.addOptions({store, look});
    parser.process(application);
    applyAppearance(application,
                    parser.value(look) == "dark"_L1        ? Appearance::Dark
                        : parser.value(look) == "light"_L1 ? Appearance::Light
                                                           : Appearance::System);

    Services services(
        {.store = parser.value(store),
         .configDir = {},
         .dataDir = {},
         .cacheDir = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
             + u"/cistern"_s});
    MainWindow window(windowConsole(services));
    services.secrets().setPrompt(promptOver(&window));
    // Nothing is opened or asked before the window is on the screen.
    QObject::connect(&window, &MainWindow::shown, &window, [&services, &window] {
        start(services, &window);
        services.watchNetwork();
    });
    window.show();
    return QApplication::exec();
}
