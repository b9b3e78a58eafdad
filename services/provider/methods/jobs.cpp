// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The methods of a job: RequestStateChange, KillJob, GetError, GetErrorEx.
#include "services/provider/methods/invocation.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr quint32 timeoutNotSupported = 4098;
constexpr quint32 invalidTransition = 4097;

// The codes of the jobs of a cluster (32768 and up), from those of the other classes.
quint32 clusterCode(quint32 code)
{
    switch (code) {
    case Completed:
    case JobStarted: // JobState tells that it is under way
        return 0;
    case NotSupported:
        return 32770;
    case InvalidParameter:
    case timeoutNotSupported: // named in the text, absent from the table
        return 32773;
    case InUse:
        return 32774;
    case invalidTransition:
        return 32775;
    default:
        return 32768; // failed
    }
}

Invocation withClusterCodes(const Invocation &call)
{
    Invocation same = call;
    same.reply = [reply = call.reply](quint32 code,
                                      const QList<std::pair<QString, CimValue>> &outs) {
        reply(clusterCode(code), outs);
    };
    return same;
}
} // namespace

void Methods::requestStateChange(const Invocation &call)
{
    const auto state = call.in(u"RequestedState").toUnsigned();
    const auto timeout = call.in(u"TimeoutPeriod").toDateTime();
    if (!state || *state < 2 || *state > 6 || (timeout && !timeout->interval()))
        return call.answer(InvalidParameter);
    if (timeout && timeout->interval()->count() != 0)
        return call.answer(timeoutNotSupported);
    call.work.request(call.target.path(), quint16(*state),
                      [reply = call.reply](quint32 code) { reply(code, {}); });
}

void Methods::killJob(const Invocation &call)
{
    call.work.kill(call.target.path(), call.in(u"DeleteOnKill").toBool().value_or(false),
                   [reply = call.reply](quint32 code) { reply(code, {}); });
}

void Methods::getError(const Invocation &call)
{
    const StoredObject *job = call.store.find(call.target.path());
    const QString error = job ? job->facts.value(u"error"_s).toString() : QString();
    if (error.isEmpty())
        return call.answer(Completed);
    call.answer(Completed, {{u"Error"_s, CimValue::string(error)}});
}

void Methods::requestClusterJobState(const Invocation &call)
{
    requestStateChange(withClusterCodes(call));
}

void Methods::getErrorEx(const Invocation &call)
{
    const StoredObject *job = call.store.find(call.target.path());
    const QString error = job ? job->facts.value(u"error"_s).toString() : QString();
    if (error.isEmpty())
        return call.answer(Completed);
    call.answer(Completed, {{u"Errors"_s, CimValue::strings({error})}});
}

void Methods::notSupported(const Invocation &call)
{
    call.answer(NotSupported);
}

} // namespace Cistern
