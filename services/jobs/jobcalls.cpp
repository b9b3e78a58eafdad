// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/jobcalls.h"

#include "services/jobs/calleffect.h"
#include "services/schema/replyfailure.h"
#include "services/schema/schema.h"
#include "services/wsman/connection.h"

#include <QPointer>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;

namespace {
constexpr qsizetype mostErrors = 100;

// A class that no table declares may have whatever its namespace knows.
const MethodDecl *offered(const CimPath &job, const QString &method)
{
    return Schema::findClass(job.nameSpace(), job.className())
        ? Schema::findMethod(job.nameSpace(), job.className(), method)
        : methodOf(job, method);
}

Answer<Done> asked(Connection &connection, const MethodCall &call, QObject *owner)
{
    return andThen(connection.invoke(call, owner), owner, [&decl = call.decl()](const auto &reply) {
        const auto refusal = failureOf(decl, reply);
        return readyAnswer<Done>(refusal ? Outcome<Done>(*refusal) : Outcome<Done>(Done()));
    });
}

// The system knows no such method: a code, which a method that is there answers with, stands in
// failures of the job.
bool lacksMethod(const Failure &failure)
{
    constexpr quint32 methodNotAvailable = 16, methodNotFound = 17; // DSP0004
    return failure.cause == Cause::NotSupported
        && (failure.code == methodNotAvailable || failure.code == methodNotFound);
}
} // namespace

Answer<Done> askToStop(Connection &connection, const CimPath &job, bool force, QObject *owner)
{
    const auto kill = [job, owner](Connection *through) -> Answer<Done> {
        const MethodDecl *decl = offered(job, u"KillJob"_s);
        if (!decl || !through)
            return readyAnswer<Done>(
                Failure{.cause = Cause::NotSupported, .stage = Failure::Stage::Job});
        MethodCall call(*decl, job);
        call.setArgument(u"DeleteOnKill", CimValue::boolean(false)); // left as found
        return asked(*through, call, owner);
    };
    const MethodDecl *decl = offered(job, u"RequestStateChange"_s);
    if (!decl && force)
        return kill(&connection);
    if (!decl)
        return readyAnswer<Done>(
            Failure{.cause = Cause::NotSupported, .stage = Failure::Stage::Job});
    constexpr quint16 terminate = 4, end = 5; // RequestedState
    MethodCall call(*decl, job);
    call.setArgument(u"RequestedState", CimValue::uint16(force ? end : terminate));
    Pledge<Done> pledge;
    onDone(asked(connection, call, owner), owner,
           [pledge, kill, force, owner,
            through = QPointer(&connection)](const Outcome<Done> &outcome) {
               if (outcome || !force || !lacksMethod(outcome.failure()))
                   return pledge.give(outcome);
               onDone(kill(through), owner,
                      [pledge](const Outcome<Done> &killed) { pledge.give(killed); });
           });
    return pledge.answer();
}

Answer<QStringList> errorsOf(Connection &connection, const CimPath &job, QObject *owner)
{
    const Pledge<QStringList> pledge;
    const auto one = [pledge, job, owner](Connection *through) {
        const MethodDecl *decl = offered(job, u"GetError"_s);
        if (!decl || !through)
            return pledge.give(QStringList());
        onDone(through->invoke(MethodCall(*decl, job), owner), owner,
               [pledge](const Outcome<MethodReply> &reply) {
                   const QString error = reply ? reply->out(u"Error").toString() : QString();
                   pledge.give(error.isEmpty() ? QStringList() : QStringList{error});
               });
    };
    const MethodDecl *all = offered(job, u"GetErrorEx"_s);
    if (!all) {
        one(&connection);
        return pledge.answer();
    }
    onDone(connection.invoke(MethodCall(*all, job), owner), owner,
           [pledge, one, through = QPointer(&connection)](const Outcome<MethodReply> &reply) {
               QStringList errors = reply ? reply->out(u"Errors").toStrings() : QStringList();
               errors.removeAll(QString());
               if (errors.isEmpty())
                   one(through);
               else
                   pledge.give(errors.first(std::min(errors.size(), mostErrors)));
           });
    return pledge.answer();
}

} // namespace Cistern
