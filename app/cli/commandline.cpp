// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/cli/commandline.h"

#include "app/cli/grammar.h"
#include "ui/text/units.h"

#include <QStringDecoder>

#include <algorithm>
#include <sstream>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype mostArguments = 10'000;
constexpr qsizetype longestArgument = 64 * 1024; // characters

// How many letters have to be typed, dropped or exchanged to make b of a.
int distance(const QString &a, const QString &b)
{
    QList<int> row(b.size() + 1);
    for (int j = 0; j < int(row.size()); ++j)
        row[j] = j;
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = std::exchange(row[0], int(i) + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const int change = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({change, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.last();
}

// The app of the deepest word that was understood.
const CLI::App *deepest(const CLI::App *app)
{
    const auto parsed = app->get_subcommands();
    return parsed.empty() ? app : deepest(parsed.front());
}

QString nearest(const CLI::App &app, const QString &word)
{
    QStringList known;
    for (const CLI::App *level = deepest(&app); level; level = level->get_parent()) {
        if (word.startsWith(u'-')) {
            for (const CLI::Option *option : level->get_options()) {
                for (const std::string &name : option->get_lnames())
                    known.append(u"--"_s + QString::fromStdString(name));
            }
        } else if (level == deepest(&app)) {
            for (const CLI::App *sub :
                 level->get_subcommands([](const CLI::App *) { return true; }))
                known.append(QString::fromStdString(sub->get_name()));
        }
    }
    const QString typed = word.section(u'=', 0, 0);
    QString best;
    int least = 4;
    for (const QString &name : std::as_const(known)) {
        if (const int steps = distance(typed, name); steps < least) {
            least = steps;
            best = name;
        }
    }
    return best;
}

// An option that would swallow the next one as its value: "--name --wait"; empty when there is
// none.
QString hungryOption(const CLI::App &app, const QStringList &arguments)
{
    QStringList takers;
    for (const CLI::App *level = deepest(&app); level; level = level->get_parent()) {
        for (const CLI::Option *option : level->get_options()) {
            for (const std::string &name : option->get_lnames()) {
                if (option->get_items_expected_min() > 0)
                    takers.append(u"--"_s + QString::fromStdString(name));
            }
        }
    }
    for (qsizetype i = 0; i + 1 < arguments.size() && arguments[i] != "--"_L1; ++i) {
        const QString &next = arguments[i + 1];
        if (next.startsWith(u'-') && next.size() > 1 && takers.contains(arguments[i]))
            return arguments[i];
    }
    return {};
}

CommandLine usageError(const QString &words)
{
    CommandLine line;
    line.exitCode = 2;
    line.error = u"cistern-cli: "_s + words + u'\n';
    return line;
}

QString problemOf(const CLI::App &app, const CLI::ParseError &error)
{
    for (const std::string &word : app.remaining(true)) {
        const QString typed = QString::fromStdString(word);
        const QString better = nearest(app, typed);
        const QString known = typed.startsWith(u'-')
            ? Command::tr("%1 is no option here").arg(typed)
            : Command::tr("%1 is not expected here").arg(typed);
        return better.isEmpty() ? known
                                : known + u"; "_s + Command::tr("did you mean %1?").arg(better);
    }
    return QString::fromUtf8(error.what());
}
} // namespace

CLI::App &Grammar::group(const char *word, const QString &help)
{
    CLI::App *group = m_app.add_subcommand(word, help.toStdString());
    group->require_subcommand(1);
    return *group;
}

CLI::App &Grammar::leaf(CLI::App &parent, const char *word, const QString &help)
{
    return *parent.add_subcommand(word, help.toStdString());
}

CLI::Option *Grammar::text(CLI::App &leaf, const char *name, QString &target, const QString &help)
{
    return leaf.add_option_function<std::string>(
        name, [&target](const std::string &value) { target = QString::fromStdString(value); },
        help.toStdString());
}

CLI::Option *Grammar::optionalText(CLI::App &leaf, const char *name, std::optional<QString> &target,
                                   const QString &help)
{
    return leaf.add_option_function<std::string>(
        name, [&target](const std::string &value) { target = QString::fromStdString(value); },
        help.toStdString());
}

CLI::Option *Grammar::list(CLI::App &leaf, const char *name, QStringList &target,
                           const QString &help)
{
    return words(leaf, name, target, help)->allow_extra_args(false);
}

CLI::Option *Grammar::words(CLI::App &leaf, const char *name, QStringList &target,
                            const QString &help)
{
    return leaf.add_option_function<std::vector<std::string>>(
        name,
        [&target](const std::vector<std::string> &values) {
            for (const std::string &value : values)
                target.append(QString::fromStdString(value));
        },
        help.toStdString());
}

CLI::Option *Grammar::size(CLI::App &leaf, const char *name, std::optional<quint64> &target,
                           const QString &help)
{
    CLI::Option *option = leaf.add_option_function<std::string>(
        name,
        [&target](const std::string &value) {
            target = parseSize(QString::fromStdString(value), QLocale::c()).bytes;
        },
        help.toStdString());
    check(option, [](const QString &value) {
        const ParsedSize parsed = parseSize(value, QLocale::c());
        return parsed.ok() ? QString() : sizeProblemText(parsed.problem, QLocale::c());
    });
    return option;
}

CLI::Option *Grammar::flag(CLI::App &leaf, const char *name, bool &target, const QString &help)
{
    return leaf.add_flag(name, target, help.toStdString());
}

void check(CLI::Option *option, const Check &check)
{
    option->check([check](const std::string &value) {
        return check(QString::fromStdString(value)).toStdString();
    });
}

std::optional<QStringList> argumentsFrom(int argc, const char *const *argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        arguments.append(decoder(QByteArrayView(argv[i])));
        if (decoder.hasError())
            return std::nullopt;
    }
    return arguments;
}

CommandLine parseCommandLine(const QStringList &arguments)
{
    if (arguments.size() > mostArguments)
        return usageError(Command::tr("more than %L1 arguments").arg(mostArguments));
    for (const QString &argument : arguments) {
        if (argument == "--"_L1)
            break;
        if (argument.size() > longestArgument)
            return usageError(
                Command::tr("an argument of more than %L1 characters").arg(longestArgument));
        // Other people of this machine can read arguments.
        if (argument == "--password"_L1 || argument.startsWith("--password="_L1))
            return usageError(Command::tr(
                "a password is never an argument; type it when asked, keep it in the keychain, "
                "or give it on standard input with --password-stdin"));
    }

    CommandLine line;
    CLI::App app(Command::tr("Manages storage of systems that speak WS-Management.").toStdString(),
                 "cistern-cli");
    app.set_version_flag("--version", CISTERN_VERSION);
    app.fallthrough();
    app.require_subcommand(1);
    Grammar grammar(app, line.make);
    grammar.flag(app, "--json", line.options.json, Command::tr("print one JSON object"));
    grammar.text(app, "--store", line.options.store, Command::tr("folder of the local target"))
        ->type_name("DIR");
    check(grammar
              .text(app, "--system-name", line.options.systemName,
                    Command::tr("what the local target is called from its first start on"))
              ->type_name("NAME"),
          [](const QString &name) {
              return name.trimmed().isEmpty() || name.size() > 256
                  ? Command::tr("a name has 1 to 256 characters")
                  : QString();
          });
    grammar.flag(app, "--password-stdin", line.options.passwordStdin,
                 Command::tr("the first line of standard input is the password"));
    addSystems(grammar);
    addTrust(grammar);
    addCredentials(grammar);
    addObjects(grammar);
    addMethods(grammar);
    addPools(grammar);
    addChildPools(grammar);
    addRootPools(grammar);
    addVolumes(grammar);
    addPipes(grammar);
    addJobs(grammar);
    addLocations(grammar);
    addServing(grammar);
    addPeers(grammar);
    addPractice(grammar);

    std::vector<std::string> reversed; // as CLI11 wants them
    for (qsizetype i = arguments.size(); i-- > 0;)
        reversed.push_back(arguments[i].toStdString());
    try {
        app.parse(std::move(reversed));
        if (const QString hungry = hungryOption(app, arguments); !hungry.isEmpty())
            return usageError(
                Command::tr("%1 has no value; one that begins with a dash is written %1=VALUE")
                    .arg(hungry));
    } catch (const CLI::Success &success) {
        std::ostringstream out, err;
        app.exit(success, out, err);
        line.make = nullptr;
        line.output = QString::fromStdString(out.str());
    } catch (const CLI::ParseError &error) {
        const QString problem = problemOf(app, error);
        QStringList path;
        for (const CLI::App *level = deepest(&app); level; level = level->get_parent())
            path.prepend(QString::fromStdString(level->get_name()));
        CommandLine failed = usageError(problem);
        failed.error += Command::tr("Try: %1 --help").arg(path.join(u' ')) + u'\n';
        failed.options = line.options;
        return failed;
    }
    return line;
}

} // namespace Cistern::Cli
