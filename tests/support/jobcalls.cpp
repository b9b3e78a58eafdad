// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/jobcalls.h"

#include "services/provider/objects.h"

#include <QFileInfo>
#include <QTest>
#include <QXmlStreamReader>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Step = FaultPoints::Step;
using Act = FaultPoints::Act;

CimPath Jobs::begun(ProviderFixture &at, quint64 size, const QString &name)
{
    Arguments arguments{{u"Size"_s, bytes(size)}, {u"InPools"_s, pathTexts({at.location()})}};
    if (!name.isEmpty())
        arguments.append({u"ElementName"_s, words(name)});
    return at.callService(u"CreateOrModifyStoragePool"_s, arguments).path(u"Job");
}

CimPath Jobs::inState(ProviderFixture &at, State state)
{
    const auto reach = [&at](const CimPath &job, State wanted) {
        if (!at.waitForState(job, wanted))
            qFatal("the job is in state %llu, not %d", at.jobState(job), int(wanted));
        return job;
    };
    if (state == New || state == Starting)
        at.faults().set(state == New ? Step::Queue : Step::Begin, Act::Hold);
    else if (state == Exception)
        at.faults().set(Step::Chunk, Act::Fail);
    else if (state != Completed)
        at.faults().set(Step::Chunk, Act::Hold);
    if (state == ShuttingDown)
        at.faults().set(Step::Undo, Act::Hold);
    const CimPath job = begun(at);
    if (state == New || state == Starting || state == Running || state == Completed
        || state == Exception)
        return reach(job, state);
    reach(job, Running);
    const quint16 how = state == Suspended ? Suspend : state == Killed ? Kill : Terminate;
    if (request(at, job, how) > 4096)
        qFatal("the job refused");
    return reach(job, state);
}

void Jobs::releaseAll(ProviderFixture &at)
{
    for (const Step step : {Step::Memory, Step::Intent, Step::Queue, Step::Begin, Step::Chunk,
                            Step::Undo, Step::Commit, Step::After})
        at.faults().set(step, Act::Pass);
}

Arguments Jobs::change(quint16 requested, const CimValue &timeout)
{
    Arguments arguments{{u"RequestedState"_s, CimValue::uint16(requested)}};
    if (!timeout.isNull())
        arguments.append({u"TimeoutPeriod"_s, timeout});
    return arguments;
}

quint64 Jobs::request(ProviderFixture &at, const CimPath &job, quint16 requested,
                      const CimValue &timeout)
{
    return at.call(job, u"RequestStateChange"_s, change(requested, timeout)).code;
}

std::optional<QMap<QString, QString>> Jobs::error(ProviderFixture &at, const CimPath &job)
{
    const auto result = at.call(job, u"GetError"_s);
    const QString text = result.reply.out(u"Error").toString();
    if (result.code != 0)
        return QMap<QString, QString>{{QString(), u"code %1"_s.arg(result.code)}};
    if (text.isEmpty())
        return std::nullopt;
    QMap<QString, QString> members;
    QString name;
    QXmlStreamReader reader(text);
    while (!reader.atEnd()) {
        reader.readNext();
        if (!reader.isStartElement())
            continue;
        if (reader.name() == "INSTANCE"_L1)
            members.insert(u"CLASSNAME"_s, reader.attributes().value(u"CLASSNAME"_s).toString());
        else if (reader.name().startsWith("PROPERTY"_L1))
            name = reader.attributes().value(u"NAME"_s).toString();
        else if (reader.name() == "VALUE"_L1)
            members[name] += (members.contains(name) ? u"\n"_s : QString())
                + reader.readElementText();
    }
    return reader.hasError() ? QMap<QString, QString>{{QString(), reader.errorString()}} : members;
}

std::optional<Wsman::Fault> Jobs::put(ProviderFixture &at, const CimPath &job,
                                      const QString &property, const CimValue &value)
{
    CimInstance changes = Objects::made("MSISCSITARGET_ConcreteJob"_L1);
    changes.set(property, value);
    const Wsman::Body body = at.send(Wsman::Put{changes}, job);
    const auto *fault = std::get_if<Wsman::Fault>(&body);
    return fault ? std::optional(*fault) : std::nullopt;
}

std::optional<Wsman::Fault> Jobs::remove(ProviderFixture &at, const CimPath &path)
{
    const Wsman::Body body = at.send(Wsman::Delete(), path);
    const auto *fault = std::get_if<Wsman::Fault>(&body);
    return fault ? std::optional(*fault) : std::nullopt;
}

QString Jobs::filesProblem(ProviderFixture &at)
{
    QStringList owned, there;
    for (const CimInstance &extent : at.all(u"CISTERN_StorageExtent"_s))
        owned.append(extent.value(u"Name").toString());
    for (const CimInstance &volume : at.all(u"CIM_StorageVolume"_s))
        owned.append(volume.value(u"MSDevicePath").toString());
    quint64 onDisk = 0;
    const QStringList names = at.files();
    for (const QString &name : names) {
        there.append(at.store() + u"/extents/"_s + name);
        onDisk += quint64(QFileInfo(there.last()).size());
    }
    owned.sort();
    there.sort();
    if (owned != there)
        return u"owned: %1; there: %2"_s.arg(owned.join(u' '), there.join(u' '));
    const CimPath location = at.location();
    const quint64 taken = at.number(location, u"TotalManagedSpace")
        - at.number(location, u"RemainingManagedSpace");
    return taken == onDisk ? QString()
                           : u"%1 bytes are taken, %2 are there"_s.arg(taken).arg(onDisk);
}

} // namespace Cistern
