// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/cli/commandline.h"
#include "app/cli/signals.h"
#include "ui/text/words.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
void put(FILE *stream, const QString &text)
{
    std::fputs(text.toUtf8().constData(), stream);
}
} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"cistern-cli"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CISTERN_VERSION));
    installWords(app);

    const std::optional<QStringList> arguments = Cli::argumentsFrom(argc, argv);
    if (!arguments) {
        put(stderr, Cli::Command::tr("cistern-cli: an argument is no UTF-8 text") + u'\n');
        return 2;
    }
    const Cli::CommandLine line = Cli::parseCommandLine(*arguments);
    if (!line.make) {
        put(stdout, line.output);
        put(stderr, line.error);
        return line.exitCode;
    }

    const Cli::Signals signalWatch;
    Cli::Session session(line.options);
    const std::unique_ptr<Cli::Command> command = line.make(session);
    QObject::connect(command.get(), &Cli::Command::finished, &app,
                     [](int code) { QCoreApplication::exit(code); });
    QObject::connect(&signalWatch, &Cli::Signals::received, command.get(), [&command] {
        if (const auto code = command->interrupted())
            QCoreApplication::exit(*code);
    });
    QTimer::singleShot(0, command.get(), &Cli::Command::start);
    return QCoreApplication::exec();
}
