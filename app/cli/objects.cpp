// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// list · get · enumerate · associators
#include "app/cli/facts.h"
#include "app/cli/grammar.h"
#include "app/cli/kinds.h"
#include "services/schema/schema.h"
#include "services/wsman/absence.h"

#include <QJsonArray>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ListOptions
{
    QString kind;
    QStringList systems;
};

// One system after the other; what one can't tell does not keep the others from telling.
class ListCommand final : public Command
{
public:
    ListCommand(Session &session, const ListOptions &options)
        : Command(session), m_kind(*findKind(options.kind)), m_systems(options.systems)
    {
        if (m_systems.isEmpty())
            m_systems.append(localSystemId);
    }

    void start() override
    {
        then(session().load(this), [this](const Done &) { next(); });
    }

private:
    void next()
    {
        if (m_systems.isEmpty())
            return print();
        const QString id = m_systems.takeFirst();
        onDone(session().reach(id, this), this, [this, id](const Outcome<Done> &outcome) {
            if (outcome)
                ask(id);
            else
                note(id, outcome.failure(), connectExitCode(outcome.failure()));
        });
    }

    // Each namespace that holds objects of the kind; one that is not installed holds none.
    void ask(const QString &id, size_t index = 0)
    {
        if (index == m_kind.sources.size())
            return next();
        const ListSource &source = m_kind.sources[index];
        const auto question = [this, &source](Connection &connection) {
            return connection.enumerate(QString(source.nameSpace), QString(source.className), this);
        };
        onDone(session().ask(id, question), this,
               [this, id, index, &source](const Outcome<QList<CimInstance>> &outcome) {
                   if (!outcome && !Wsman::isAbsence(outcome.failure()))
                       return note(id, outcome.failure(), exitCode(outcome.failure()));
                   for (const CimInstance &object : outcome ? *outcome : QList<CimInstance>()) {
                       if (!source.without.isEmpty()
                           && Schema::isA(QString(source.nameSpace), object.className(),
                                          QString(source.without)))
                           continue;
                       m_array.append(rowFacts(m_kind, id, object));
                       m_rows.append(rowCells(m_kind, id, object));
                   }
                   ask(id, index + 1);
               });
    }

    void note(const QString &id, const Failure &failure, int code)
    {
        QJsonObject object = failureFacts(failure);
        object.insert(u"system"_s, id);
        m_errors.append(object);
        m_code = std::max(m_code, code);
        if (!console().json())
            noteFailure(console(), id, failure);
        next();
    }

    void print()
    {
        if (console().json()) {
            QJsonObject object{{QString(m_kind.name), m_array}};
            if (!m_errors.isEmpty())
                object.insert(u"errors"_s, m_errors);
            console().print(object);
        } else {
            console().table(headsOf(m_kind), m_rows);
        }
        finish(m_code);
    }

    const ListKind &m_kind;
    QStringList m_systems;
    QJsonArray m_array, m_errors;
    QList<QStringList> m_rows;
    int m_code = 0;
};

struct PathOptions
{
    QString path;
    QString system = localSystemId;
    Wsman::AssociationFilter filter = {};
};

void printObject(Console &console, const CimInstance &object)
{
    console.print(object.path().isEmpty() ? object.className() : object.path().toText());
    for (const auto &[name, value] : object.properties()) {
        if (value.isNull())
            continue;
        const int index = object.decl() ? object.decl()->indexOf(name) : -1;
        const QString words = index < 0
            ? QString()
            : codeWords(object.decl()->properties[size_t(index)], value);
        console.print(u"  %1 = %2"_s.arg(name, value.toText())
                      + (words.isEmpty() ? QString() : u" (%1)"_s.arg(words)));
    }
}

class GetCommand final : public Command
{
public:
    GetCommand(Session &session, const PathOptions &options) : Command(session), m_options(options)
    {}

    void start() override
    {
        reach(m_options.system, [this] {
            const CimPath path = *pathFrom(m_options.path);
            then(session().ask(m_options.system,
                               [this, path](Connection &c) { return c.get(path, this); }),
                 [this](const CimInstance &object) {
                     if (console().json())
                         console().print(facts(object));
                     else
                         printObject(console(), object);
                     finish();
                 });
        });
    }

private:
    PathOptions m_options;
};

class ObjectsCommand : public Command
{
public:
    using Command::Command;

protected:
    void print(const QList<CimInstance> &objects)
    {
        if (console().json()) {
            QJsonArray array;
            for (const CimInstance &object : objects)
                array.append(facts(object));
            console().print({{u"objects"_s, array}});
        } else {
            for (const CimInstance &object : objects)
                printObject(console(), object);
        }
        finish();
    }
};

struct EnumerateOptions
{
    QString className;
    QString nameSpace{Schema::iscsiTarget};
    QString system = localSystemId;
};

class EnumerateCommand final : public ObjectsCommand
{
public:
    EnumerateCommand(Session &session, const EnumerateOptions &options)
        : ObjectsCommand(session), m_options(options)
    {}

    void start() override
    {
        reach(m_options.system, [this] {
            const auto question = [this](Connection &connection) {
                return connection.enumerate(m_options.nameSpace, m_options.className, this);
            };
            then(session().ask(m_options.system, question),
                 [this](const QList<CimInstance> &objects) { print(objects); });
        });
    }

private:
    EnumerateOptions m_options;
};

class AssociatorsCommand final : public ObjectsCommand
{
public:
    AssociatorsCommand(Session &session, const PathOptions &options)
        : ObjectsCommand(session), m_options(options)
    {}

    void start() override
    {
        reach(m_options.system, [this] {
            m_options.filter.object = *pathFrom(m_options.path);
            const auto question = [this](Connection &c) {
                return c.associators(m_options.filter, this);
            };
            then(session().ask(m_options.system, question),
                 [this](const QList<CimInstance> &objects) { print(objects); });
        });
    }

private:
    PathOptions m_options;
};

QString pathProblem(const QString &text)
{
    return pathFrom(text)
        ? QString()
        : Command::tr("%1 is no path of an object; write it as `list --json` prints it").arg(text);
}

} // namespace

void addObjects(Grammar &grammar)
{
    auto &list = grammar.own<ListOptions>();
    CLI::App &listLeaf = grammar.leaf(
        "list", Command::tr("pools, extents, volumes and other objects of one kind"));
    check(grammar.text(listLeaf, "KIND", list.kind, kindNames().join(u'|'))->required(),
          [](const QString &kind) {
              return findKind(kind)
                  ? QString()
                  : Command::tr("%1 is none of %2").arg(kind, kindNames().join(u", "_s));
          });
    grammar.list(listLeaf, "--system", list.systems,
                 Command::tr("of this system; may be given again"));
    grammar.run<ListCommand>(listLeaf, list);

    auto &get = grammar.own<PathOptions>();
    CLI::App &getLeaf = grammar.leaf("get", Command::tr("one object with all its properties"));
    check(grammar.text(getLeaf, "PATH", get.path, Command::tr("of the object"))->required(),
          pathProblem);
    grammar.text(getLeaf, "--system", get.system, Command::tr("where it is"));
    grammar.run<GetCommand>(getLeaf, get);

    auto &enumerate = grammar.own<EnumerateOptions>();
    CLI::App &enumerateLeaf = grammar.leaf("enumerate", Command::tr("all objects of a class"));
    grammar.text(enumerateLeaf, "CLASS", enumerate.className, Command::tr("name of the class"))
        ->required();
    grammar.text(enumerateLeaf, "--namespace", enumerate.nameSpace, Command::tr("of the class"))
        ->type_name("NS");
    grammar.text(enumerateLeaf, "--system", enumerate.system, Command::tr("where they are"));
    grammar.run<EnumerateCommand>(enumerateLeaf, enumerate);

    auto &far = grammar.own<PathOptions>();
    CLI::App &farLeaf = grammar.leaf("associators", Command::tr("what an object is linked to"));
    check(grammar.text(farLeaf, "PATH", far.path, Command::tr("of the object"))->required(),
          pathProblem);
    grammar.flag(farLeaf, "--links", far.filter.links,
                 Command::tr("the links themselves, not the far ends"));
    grammar.text(farLeaf, "--association", far.filter.associationClass,
                 Command::tr("class of the links"));
    grammar.text(farLeaf, "--result-class", far.filter.resultClass,
                 Command::tr("class of what is found"));
    grammar.text(farLeaf, "--role", far.filter.role, Command::tr("of the object in the link"));
    grammar.text(farLeaf, "--result-role", far.filter.resultRole,
                 Command::tr("of the far end in the link"));
    grammar.text(farLeaf, "--system", far.system, Command::tr("where it is"));
    grammar.run<AssociatorsCommand>(farLeaf, far);
}

} // namespace Cistern::Cli
