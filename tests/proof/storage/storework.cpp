// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/proof/storage/storework.h"

#include <QRandomGenerator>
#include <QTest>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Step = FaultPoints::Step;
using Act = FaultPoints::Act;
using Kind = StoreOp::Kind;

namespace {
CimPath named(ProviderFixture &at, const QString &name, const QString &className)
{
    for (const CimInstance &each : at.all(className)) {
        if (each.value(u"ElementName").toString() == name)
            return each.path();
    }
    return {};
}

CimPath poolNamed(ProviderFixture &at, const QString &name)
{
    return named(at, name, u"MSISCSITARGET_StoragePool"_s);
}

ProviderFixture::Result begin(ProviderFixture &at, const StoreOp &op)
{
    switch (op.kind) {
    case Kind::Create:
    case Kind::Cancel:
        return at.callService(u"CreateOrModifyStoragePool"_s,
                              {{u"ElementName"_s, words(op.name)},
                               {u"Size"_s, bytes(op.size)},
                               {u"InPools"_s, pathTexts({at.location()})}});
    case Kind::Resize:
        return at.callService(
            u"CreateOrModifyStoragePool"_s,
            {{u"Size"_s, bytes(op.size)}, {u"Pool"_s, ref(poolNamed(at, op.name))}});
    case Kind::Remove:
        return at.callService(u"DeleteStoragePool"_s, {{u"Pool"_s, ref(poolNamed(at, op.name))}});
    case Kind::Volume:
        return at.callService(u"CreateOrModifyElementFromStoragePool"_s,
                              {{u"ElementType"_s, CimValue::uint16(2)},
                               {u"ElementName"_s, words(op.name)},
                               {u"Size"_s, bytes(op.size)},
                               {u"InPool"_s, ref(poolNamed(at, op.pool))}});
    case Kind::Return:
        return at.callService(u"ReturnToStoragePool"_s,
                              {{u"TheElement"_s, ref(named(at, op.name, u"CIM_StorageVolume"_s))}});
    }
    return {};
}

QString told(const StoreState &state)
{
    QStringList words;
    for (auto each = state.begin(); each != state.end(); ++each)
        words.append(u"%1=%2"_s.arg(each.key()).arg(each.value() / MiB));
    return u'{' + words.join(u' ') + u'}';
}
} // namespace

QList<StoreOp> StoreWork::script(quint32 seed)
{
    QRandomGenerator random(seed);
    const auto small = [&random] { return quint64(random.bounded(2, 9)) * MiB; };
    const quint64 first = small() + 8 * MiB;
    const quint64 second = (65 + quint64(random.bounded(4))) * MiB; // two pieces
    QList<StoreOp> ops{{.kind = Kind::Create, .name = u"a"_s, .size = first},
                       {.kind = Kind::Create, .name = u"b"_s, .size = second},
                       {.kind = Kind::Resize, .name = u"a"_s, .size = first + small()},
                       {.kind = Kind::Volume, .name = u"v"_s, .size = small(), .pool = u"b"_s},
                       {.kind = Kind::Resize, .name = u"a"_s, .size = small()},
                       {.kind = Kind::Cancel, .name = u"c"_s, .size = 130 * MiB},
                       {.kind = Kind::Return, .name = u"v"_s},
                       {.kind = Kind::Remove, .name = u"b"_s},
                       {.kind = Kind::Create, .name = u"d"_s, .size = small()},
                       {.kind = Kind::Remove, .name = u"a"_s}};
    // What can change places without changing what comes out.
    if (random.bounded(2) == 1) {
        ops.swapItemsAt(1, 2);
        ops.swapItemsAt(4, 5);
    }
    return ops;
}

StoreState StoreWork::after(StoreState state, const StoreOp &op)
{
    if (op.kind == Kind::Remove || op.kind == Kind::Return)
        state.remove(op.name);
    else
        state.insert(op.name, op.size);
    return state;
}

StoreState StoreWork::found(ProviderFixture &at)
{
    StoreState state;
    for (const CimInstance &pool : at.all(u"MSISCSITARGET_StoragePool"_s)) {
        if (!pool.value(u"Primordial").toBool().value_or(false))
            state.insert(pool.value(u"ElementName").toString(),
                         pool.value(u"TotalManagedSpace").toUnsigned().value_or(0));
    }
    for (const CimInstance &volume : at.all(u"CIM_StorageVolume"_s))
        state.insert(volume.value(u"ElementName").toString(),
                     volume.value(u"BlockSize").toUnsigned().value_or(0)
                         * volume.value(u"NumberOfBlocks").toUnsigned().value_or(0));
    return state;
}

bool StoreWork::makesMore(ProviderFixture &at)
{
    const auto made = at.createPool({{u"ElementName"_s, words(u"next"_s)},
                                     {u"Size"_s, bytes(MiB)},
                                     {u"InPools"_s, pathTexts({at.location()})}});
    return !made.path(u"Pool").isEmpty();
}

void StoreWork::run(ProviderFixture &at, const QList<StoreOp> &ops,
                    const std::function<void(const QString &)> &say)
{
    for (qsizetype i = 0; i < ops.size(); ++i) {
        const StoreOp &op = ops[i];
        if (op.kind == Kind::Cancel)
            at.faults().set(Step::Chunk, Act::Hold, 1);
        say(u"try %1"_s.arg(i));
        const auto result = begin(at, op);
        const CimPath job = result.path(u"Job");
        if (result.code == 4096)
            say(u"job %1 %2"_s.arg(i).arg(job.toText()));
        if (op.kind == Kind::Cancel && result.code == 4096) {
            (void)QTest::qWaitFor([&] {
                return at.faults().waiting(Step::Chunk) == 1 || at.jobState(job) >= Jobs::Completed;
            });
            Jobs::request(at, job, Jobs::Terminate);
        }
        at.faults().set(Step::Chunk, Act::Pass);
        const bool ended = result.code == 4096 && at.waitForEnd(job);
        if (result.code == 0 || (ended && at.jobState(job) == Jobs::Completed))
            say(u"done %1"_s.arg(i));
        else
            say(u"failed %1 %2 %3"_s.arg(i).arg(
                result.code == 4096 ? QString::number(at.jobState(job))
                                    : QString::number(result.code),
                result.code == 4096 ? at.text(job, u"ErrorDescription")
                                    : result.fault.value_or(Wsman::Fault()).reason));
    }
}

void StoreLedger::note(const QString &line)
{
    m_lines.append(line);
    const QString word = line.section(u' ', 0, 0);
    const qsizetype index = line.section(u' ', 1, 1).toInt();
    if (word == "try"_L1) {
        m_going = m_ops[index];
        m_job.reset();
    } else if (word == "job"_L1) {
        m_job = CimPath::fromText(line.section(u' ', 2)).value_or(CimPath());
    } else if (word == "done"_L1 || word == "failed"_L1) {
        if (word == "done"_L1)
            m_state = StoreWork::after(m_state, m_ops[index]);
        m_going.reset();
        m_done = index + 1;
    }
}

QString StoreLedger::problem(ProviderFixture &at) const
{
    const StoreState now = StoreWork::found(at);
    const StoreState next = m_going ? StoreWork::after(m_state, *m_going) : m_state;
    if (now != m_state && now != next)
        return u"found %1, acknowledged %2, going to %3"_s.arg(told(now), told(m_state),
                                                               told(next));
    for (const CimInstance &job : at.all(u"CIM_ConcreteJob"_s)) {
        const quint64 state = job.value(u"JobState").toUnsigned().value_or(0);
        if (state < Jobs::Completed || state > Jobs::Exception)
            return u"a job is left in state %1"_s.arg(state);
        const auto error = Jobs::error(at, job.path());
        if (error.has_value() != (state == Jobs::Exception || state == Jobs::Terminated))
            return u"the job in state %1 has %2 error"_s.arg(state).arg(error ? u"an" : u"no");
    }
    if (m_going && m_job) {
        const quint64 state = at.jobState(*m_job);
        if (state > Jobs::Exception)
            return u"the accepted job is gone"_s;
        if ((state == Jobs::Completed) != (now == next) && m_state != next)
            return u"the job says %1, there is %2"_s.arg(state).arg(told(now));
    }
    if (const QString files = Jobs::filesProblem(at); !files.isEmpty())
        return files;
    return at.booksProblem();
}

} // namespace Cistern
