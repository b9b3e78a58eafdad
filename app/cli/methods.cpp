// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// describe · call · render
#include "app/cli/arguments.h"
#include "app/cli/commit.h"
#include "app/cli/facts.h"
#include "app/cli/grammar.h"
#include "app/cli/options.h"
#include "services/schema/render.h"
#include "services/schema/replyfailure.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct DescribeOptions
{
    QString method;
};

QString translated(const char *context, const char *label)
{
    return label ? QCoreApplication::translate(context, label) : QString();
}

QLatin1StringView directionName(Dir dir)
{
    return dir == Dir::In ? "in"_L1 : dir == Dir::Out ? "out"_L1 : "inout"_L1;
}

QString typeText(const ParamDecl &param)
{
    QString text(cimTypeName(param.type));
    if (param.type == CimType::Reference)
        text = u"ref "_s + param.refClass;
    else if (param.carries == Carries::Path)
        text += u" path of "_s + param.refClass;
    else if (param.carries == Carries::Embedded)
        text += u" with "_s + param.refClass;
    return param.array ? text + u"[]"_s : text;
}

class DescribeCommand final : public Command
{
public:
    DescribeCommand(Session &session, const DescribeOptions &options)
        : Command(session), m_method(options.method)
    {}

    void start() override
    {
        const Outcome<const MethodDecl *> decl = methodNamed(m_method);
        if (!decl)
            return fail(decl.failure());
        if (console().json())
            printJson(**decl);
        else
            printText(**decl);
        finish();
    }

private:
    void printJson(const MethodDecl &decl)
    {
        QJsonArray parameters, codes;
        for (const ParamDecl &param : decl.params) {
            QJsonArray values;
            for (const CodeName &code : param.codes)
                values.append(QJsonObject{{u"value"_s, qint64(code.first)},
                                          {u"name"_s, translated("Code", code.label)}});
            parameters.append(QJsonObject{
                {u"name"_s, QString(param.name)},
                {u"direction"_s, QString(directionName(param.dir))},
                {u"type"_s, typeText(param)},
                {u"unit"_s, param.unit == Unit::Bytes ? QJsonValue(u"bytes"_s) : QJsonValue()},
                {u"required"_s, param.required},
                {u"label"_s, translated("Parameter", param.label)},
                {u"values"_s, values}});
        }
        for (const CodeDecl &code : decl.codes)
            codes.append(QJsonObject{{u"first"_s, qint64(code.first)},
                                     {u"last"_s, qint64(code.last)},
                                     {u"meaning"_s, translated("Code", code.label)}});
        console().print({{u"method"_s, QString(decl.name)},
                         {u"class"_s, QString(decl.className)},
                         {u"namespace"_s, QString(decl.nameSpace)},
                         {u"label"_s, translated("Method", decl.label)},
                         {u"changes"_s, decl.changes},
                         {u"parameters"_s, parameters},
                         {u"codes"_s, codes}});
    }

    void printText(const MethodDecl &decl)
    {
        console().print(u"%1.%2"_s.arg(decl.className, decl.name));
        console().print(u"  %1 (%2)"_s.arg(translated("Method", decl.label), decl.nameSpace));
        QList<QStringList> rows;
        for (const ParamDecl &param : decl.params) {
            QStringList notes{translated("Parameter", param.label)};
            if (param.required)
                notes.append(tr("required"));
            if (param.unit == Unit::Bytes)
                notes.append(tr("bytes"));
            for (const CodeName &code : param.codes)
                notes.append(u"%1 %2"_s.arg(code.first).arg(translated("Code", code.label)));
            rows.append({u"  "_s + param.name, directionName(param.dir), typeText(param),
                         notes.join(u", "_s)});
        }
        console().table({tr("  PARAMETER"), tr("WAY"), tr("TYPE"), tr("MEANING")}, rows);
        rows.clear();
        for (const CodeDecl &code : decl.codes)
            rows.append({code.first == code.last ? u"  %1"_s.arg(code.first)
                                                 : u"  %1..%2"_s.arg(code.first).arg(code.last),
                         translated("Code", code.label)});
        console().table({tr("  CODE"), tr("MEANING")}, rows);
    }

    QString m_method;
};

struct CallOptions
{
    QString method;
    QStringList arguments;
    QString target;
    CommitOptions commit;
    QString as;
};

class CallCommand final : public CommitCommand
{
public:
    CallCommand(Session &session, const CallOptions &options)
        : CommitCommand(session, options.commit, u"result"_s), m_options(options)
    {}

    void start() override
    {
        const Outcome<const MethodDecl *> decl = methodNamed(m_options.method);
        if (!decl)
            return fail(decl.failure());
        const Outcome<MethodCall> call = callFrom(**decl, {}, m_options.arguments);
        if (!call)
            return fail(call.failure());
        if (const QList<Failure> problems = call->problems(); !problems.isEmpty())
            return fail(problems.first());
        reach(system(), [this, call = *call] {
            then(target(call.decl(), m_options.target), [this, call](const CimPath &path) mutable {
                call.setTarget(path);
                if (call.decl().changes || m_options.commit.dryRun)
                    commit(call);
                else
                    ask(call);
            });
        });
    }

private:
    // What only asks leaves no record.
    void ask(const MethodCall &call)
    {
        then(session().ask(system(), [this, call](Connection &c) { return c.invoke(call, this); }),
             [this, call](const MethodReply &reply) { print(call.decl(), reply); });
    }

    void print(const MethodDecl &decl, const MethodReply &reply)
    {
        if (const auto failure = failureOf(decl, reply))
            return fail(*failure, &decl);
        QJsonObject outs;
        for (const auto &[name, value] : reply.outs) {
            outs.insert(name, facts(value));
            if (!console().json())
                console().print(name + u" = "_s + value.toText());
        }
        if (console().json())
            console().print(
                {{u"returnValue"_s,
                  reply.returnValue ? QJsonValue(qint64(*reply.returnValue)) : QJsonValue()},
                 {u"outs"_s, outs}});
        finish();
    }

    CallOptions m_options;
};

// Words alone need no system; the exact request and the object called on do.
class RenderCommand final : public CommitCommand
{
public:
    RenderCommand(Session &session, const CallOptions &options)
        : CommitCommand(session, options.commit, {}), m_options(options)
    {}

    void start() override
    {
        const Outcome<const MethodDecl *> decl = methodNamed(m_options.method);
        if (!decl)
            return fail(decl.failure());
        const Outcome<MethodCall> call = callFrom(**decl, {}, m_options.arguments);
        if (!call)
            return fail(call.failure());
        if (m_options.as == "command"_L1)
            return then(session().load(this), [this, call = *call](const Done &) { print(call); });
        reach(system(), [this, call = *call] {
            then(target(call.decl(), m_options.target), [this, call](const CimPath &path) mutable {
                call.setTarget(path);
                m_options.as == "request"_L1 ? commit(call) : print(call);
            });
        });
    }

private:
    void print(const MethodCall &call)
    {
        const Render::System where = session().renderSystem(system());
        if (m_options.as == "winrm"_L1) {
            const Render::Winrm text = Render::winrm(call, where);
            if (console().json())
                console().print({{u"command"_s, text.command},
                                 {u"file"_s, text.fileName},
                                 {u"text"_s, text.fileText}});
            else
                console().print(text.command);
            if (!console().json() && !text.fileName.isEmpty()) {
                console().print(tr("%1 is a file that holds:").arg(text.fileName));
                console().print(text.fileText);
            }
        } else {
            const QString text = m_options.as == "powershell"_L1
                ? Render::powerShell(call, where)
                : Render::wizardCommand(call, where);
            if (console().json())
                console().print({{u"command"_s, text}});
            else
                console().print(text);
        }
        finish();
    }

    CallOptions m_options;
};

void callGrammar(Grammar &grammar, CLI::App &leaf, CallOptions &options)
{
    grammar.text(leaf, "METHOD", options.method, Command::tr("name of a method, or Class.Method"))
        ->required();
    grammar.words(
        leaf, "ARGUMENT", options.arguments,
        Command::tr(
            "NAME=VALUE: text, null, a size with unit, a path, @FILE; NAME:=VALUE is always text"));
    grammar
        .text(leaf, "--target", options.target, Command::tr("path of the object it is called on"))
        ->type_name("PATH");
    grammar.text(leaf, "--system", options.commit.system, Command::tr("where it is"));
}

} // namespace

void addCommitOptions(Grammar &grammar, CLI::App &leaf, CommitOptions &options)
{
    grammar.text(leaf, "--system", options.system, Command::tr("where it happens"));
    grammar.flag(leaf, "--wait", options.wait, Command::tr("follow the job to its end"));
    grammar.flag(leaf, "--dry-run", options.dryRun,
                 Command::tr("print the request and change nothing"));
}

void addMethods(Grammar &grammar)
{
    auto &describe = grammar.own<DescribeOptions>();
    CLI::App &describeLeaf = grammar.leaf(
        "describe", Command::tr("parameters, types, units and return codes of a method"));
    grammar
        .text(describeLeaf, "METHOD", describe.method,
              Command::tr("name of a method, or Class.Method"))
        ->required();
    grammar.run<DescribeCommand>(describeLeaf, describe);

    auto &call = grammar.own<CallOptions>();
    CLI::App &callLeaf = grammar.leaf("call", Command::tr("call any declared method"));
    callGrammar(grammar, callLeaf, call);
    grammar.flag(callLeaf, "--wait", call.commit.wait, Command::tr("follow the job to its end"));
    grammar.flag(callLeaf, "--dry-run", call.commit.dryRun,
                 Command::tr("print the request and change nothing"));
    grammar.run<CallCommand>(callLeaf, call);

    auto &render = grammar.own<CallOptions>();
    CLI::App &renderLeaf = grammar.leaf("render", Command::tr("print a call for other tools"));
    callGrammar(grammar, renderLeaf, render);
    render.commit.dryRun = true;
    check(grammar
              .text(renderLeaf, "--as", render.as, Command::tr("request|powershell|winrm|command"))
              ->required(),
          [](const QString &as) {
              return QStringList{u"request"_s, u"powershell"_s, u"winrm"_s, u"command"_s}.contains(
                         as)
                  ? QString()
                  : Command::tr("%1 is none of request, powershell, winrm, command").arg(as);
          });
    grammar.run<RenderCommand>(renderLeaf, render);
}

} // namespace Cistern::Cli
