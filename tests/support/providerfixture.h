// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A local target on a store of its own, with a limit well below the free space of the disk, and
// short words for what rule tests do with it. All of it goes over the Wire that the environment
// names; what a Connection can say is said by a Connection there.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/provider/provider.h"
#include "services/schema/methodcall.h"
#include "services/schema/schema.h"
#include "tests/support/manualclock.h"
#include "tests/support/wire.h"

#include <QEventLoop>
#include <QObject>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace Cistern {

inline constexpr quint64 MiB = 1024 * 1024;

using Arguments = QList<std::pair<QString, CimValue>>;

class ProviderFixture : public QObject
{
    Q_OBJECT

public:
    struct Result
    {
        quint64 code = 0;
        std::optional<Wsman::Fault> fault;
        MethodReply reply;

        bool faulted() const { return fault.has_value(); }
        CimPath path(QStringView out) const; // empty when NULL
        std::optional<quint64> size() const { return reply.out(u"Size").toUnsigned(); }
    };
    struct Options
    {
        std::optional<quint64> limit = 64 * MiB;
        bool jobs = true;        // false: creation and deletion finish at once instead
        QString store = {};      // a folder that outlives the fixture; empty: one of its own
        QString systemName = {}; // the host's when empty
        PipeOptions pipes = {};
    };

    ProviderFixture();
    explicit ProviderFixture(const Options &options);
    ~ProviderFixture() override;

    void restart(); // as after a crash: the provider goes in the middle of whatever it does
    void stop();    // the same, and its store is free until restart()
    Provider &provider() { return *m_provider; }
    ManualClock &clock() { return m_clock; }
    FaultPoints &faults() { return *m_faults; }
    QString store() const
    {
        return m_options.store.isEmpty() ? m_folder.filePath(QStringLiteral("store"))
                                         : m_options.store;
    }
    QStringList files() const; // in the first location, by name

    // One envelope through the transport, awaited; the body of the reply.
    Wsman::Body send(const Wsman::Body &body, const CimPath &target, const QString &messageId = {},
                     const Caller &caller = {QStringLiteral("admin"), AccessRole::Manage});
    Answer<Envelope> sendNow(const Wsman::Body &body, const CimPath &target,
                             const QString &messageId = {},
                             const Caller &caller = {QStringLiteral("admin"), AccessRole::Manage});
    Result call(const CimPath &target, const QString &method, const Arguments &arguments = {});
    Result callService(const QString &method, const Arguments &arguments)
    {
        return call(service(), method, arguments);
    }
    static Result resultOf(const Wsman::Body &body);
    template<class T>
    Outcome<T> await(const Answer<T> &answer);

    // Reading. A missing object is an empty optional.
    std::optional<CimInstance> get(const CimPath &path);
    QList<CimInstance> all(const QString &className, QLatin1StringView where = Schema::iscsiTarget);
    QList<CimInstance> associated(const CimPath &path, const QString &associationClass = {},
                                  const QString &resultClass = {}, const QString &role = {});
    QList<CimInstance> links(const CimPath &path, const QString &associationClass);
    quint64 number(const CimPath &path, QStringView property);
    QString text(const CimPath &path, QStringView property);
    CimPath service();
    CimPath system();
    CimPath location(); // the primordial pool of the first run
    CimPath capabilitiesOf(const CimPath &pool);
    QList<CimPath> pools(); // concrete ones
    std::optional<quint64> spaceConsumed(const CimPath &parent,
                                         const CimPath &dependent); // of their link
    QList<CimPath> availableExtents(const CimPath &pool);

    // Doing. Each waits until the job is over; the path is found through the job.
    Result createPool(const Arguments &arguments);
    CimPath pool(const QString &name, quint64 size, const CimPath &from = {}); // must succeed
    CimPath extent(quint64 size, const CimPath &from = {});  // a free one; must succeed
    CimPath volume(const CimPath &pool, quint64 size);       // must succeed
    CimPath addLocation(const QString &name, quint64 limit); // another folder of the same disk
    QStringList folders();                                   // of all locations
    // By WS-Transfer; the path that the reply tells, or the subcode of the fault.
    std::variant<CimPath, QString> create(const CimInstance &instance);
    CimPath goal(const CimPath &pool,
                 const Arguments &values = {});              // a setting with values written
    Result modify(const CimPath &pool, Arguments arguments); // waits as well
    Result finished(Result result);                          // waits for its job
    quint64 jobState(const CimPath &job);
    bool waitForState(const CimPath &job, quint64 state);
    bool waitForEnd(const CimPath &job);
    CimPath madeBy(const CimPath &job); // AffectedJobElement with effect 5
    // Withdraws or moves what the service announces.
    void announce(QStringView property, std::initializer_list<quint16> values);
    void putGoal(const CimPath &setting, const QString &property, const CimValue &value);
    CimInstance addForeignSystem(); // with one pool and one extent; the pool

    // All pools, extents, volumes and links, to compare before and after.
    QStringList snapshot();
    // Empty when SP.R34 holds for every pool, else what is wrong.
    QString booksProblem();

private:
    void start();
    QList<CimInstance> filtered(const Wsman::AssociationFilter &filter);

    Options m_options;
    QTemporaryDir m_folder;
    CimPath m_service, m_location; // they stay what they are
    ManualClock m_clock;
    std::shared_ptr<FaultPoints> m_faults;
    std::unique_ptr<Provider> m_provider;
    std::unique_ptr<Wire> m_wire;
};

CimValue pathTexts(const QList<CimPath> &paths); // for InPools and InExtents
inline CimValue ref(const CimPath &path)
{
    return CimValue::reference(path);
}
inline CimValue bytes(quint64 size)
{
    return CimValue::uint64(size);
}
inline CimValue words(const QString &text)
{
    return CimValue::string(text);
}

template<class T>
Outcome<T> ProviderFixture::await(const Answer<T> &answer)
{
    // A watcher and a local loop: a test may wait where the program must not.
    QFutureWatcher<Outcome<T>> watcher;
    QEventLoop loop;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(answer);
    if (!answer.isFinished())
        loop.exec();
    return takenFrom<T>(answer);
}

} // namespace Cistern
