// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/jobcalls.h"

#include "services/jobs/calleffect.h"
#include "services/schema/schema.h"
#include "services/wsman/connection.h"

#include <QPointer>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype mostErrors = 100;

// A class that no table declares may have whatever the jobs of its namespace have (JOB.R19).
const MethodDecl *offered(const CimPath &job, const QString &method)
{
    const bool declared = Schema::findClass(job.nameSpace(), job.className());
    return Schema::findMethod(job.nameSpace(),
                              declared ? job.className()
                                       : enumerableClass(job.nameSpace(), u"CIM_ConcreteJob"_s),
                              method);
}
} // namespace

std::optional<MethodCall> stateChangeOf(const CimPath &job, bool force)
{
    const MethodDecl *decl = offered(job, u"RequestStateChange"_s);
    if (!decl)
        return std::nullopt;
    constexpr quint16 terminate = 4, kill = 5; // RequestedState
    MethodCall call(*decl, job);
    call.setArgument(u"RequestedState", CimValue::uint16(force ? kill : terminate));
    return call;
}

std::optional<MethodCall> killOf(const CimPath &job)
{
    const MethodDecl *decl = offered(job, u"KillJob"_s);
    if (!decl)
        return std::nullopt;
    MethodCall call(*decl, job);
    call.setArgument(u"DeleteOnKill", CimValue::boolean(false)); // left as found
    return call;
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
