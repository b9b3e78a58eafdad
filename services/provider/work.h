// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Changes that really run: intent → files → commit, as a job or at once, and what is left of them
// after a restart. Owned by the target; its thread, with workers for the files.
#pragma once

#include "services/core/clock.h"
#include "services/provider/books.h"
#include "services/provider/endedjobs.h"
#include "services/provider/filework.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <map>
#include <memory>

namespace Cistern {

// What a method wants done once its parameters have been checked.
struct WorkOrder
{
    QString caption; // of the job
    QString owner;   // who asked
    CimPath service; // that was asked; its namespace decides the class of the job
    bool asJob = false;
    quint16 jobType = 0; // where the class of the job has one; 0: none
    Booking booking = {};
    QList<FileStep> before = {}, after = {}; // around the commit
    // The result, on what there is at the commit: of storage in its books, of all else as objects.
    std::function<void(Books &)> apply = {};
    std::function<void(const ObjectStore &, StoreChange &)> record = {};
    CimPath made = {};    // the element that comes to be
    CimPath changed = {}; // the one that is changed or goes
    QList<CimPath> sources = {};
    bool onlyAnswers = true; // whoever waits for the answer does nothing else with it
};

class Work : public QObject
{
    Q_OBJECT

public:
    Work(ObjectStore &store, Clock &clock, std::shared_ptr<FaultPoints> faults,
         QObject *parent = nullptr);
    ~Work() override; // stops workers at the next piece; the next start puts it right

    Outcome<Done> recover(); // once, before the first request

    // Answers once: 4096 and a job when it has been booked and made durable, 0 when all is done,
    // or 4 with nothing changed.
    using Answered = std::function<void(quint32 code, const CimPath &job)>;
    void start(WorkOrder order, const Answered &answered);
    // Is shown what will be answered once the change is durable, so that it can be kept with it.
    using Foretelling =
        std::function<void(StoreChange &change, const std::function<void()> &answer)>;
    void foretell(const Foretelling &foretelling) { m_foretelling = foretelling; }

    FaultPoints &faults() { return *m_faults; }
    QList<Booking> bookings() const;
    Books books() const; // of the store, with the bookings of work under way
    void showProgress(); // into the objects that readers see
    void showProgress(const CimPath &job);
    // The same for those who watch, of jobs that got on since they were last told of.
    void tellProgress();
    bool hasJobs() const;                             // under way
    bool isBusy() const { return !m_active.empty(); } // also with what is no job

    // RequestStateChange of job-model 3.1; may answer later, when a rollback has ended.
    using Requested = std::function<void(quint32 code)>;
    void request(const CimPath &job, quint16 state, const Requested &answered);
    void kill(const CimPath &job, bool deleteOnKill, const Requested &answered);
    void sweep() { m_ended.sweep(); } // looks anew how long each ended job is kept

private:
    struct Active;
    using ActivePtr = std::shared_ptr<Active>;

    void takeUp(const ActivePtr &active);
    StoreChange intentOf(const ActivePtr &active) const;
    void begin(const ActivePtr &active, bool durable);
    void commit(const ActivePtr &active);
    StoreChange resultOf(const ActivePtr &active);
    void committed(const ActivePtr &active);
    void rollBack(const ActivePtr &active, const Failure &failure);
    void finishAfter(const ActivePtr &active, bool settled);
    void failed(const ActivePtr &active, const Failure &failure);
    void finish(const ActivePtr &active);
    void endJob(const StoreChange &change, const CimInstance &job, const QJsonObject &facts = {});
    void onWorker(const ActivePtr &active, std::function<Outcome<Done>()> work,
                  std::function<void(const Outcome<Done> &)> then);
    void setState(const ActivePtr &active, quint16 state);
    CimInstance jobOf(const WorkOrder &order, const QString &id) const;
    void linkJob(const ActivePtr &active, StoreChange &change, const CimPath &element,
                 quint16 effect) const;
    CimInstance current(const ActivePtr &active) const;
    void show(const ActivePtr &active);
    void foretellAnswer(const ActivePtr &active, StoreChange &change, quint32 code) const;

    ObjectStore &m_store;
    Clock &m_clock;
    std::shared_ptr<FaultPoints> m_faults;
    std::map<QString, ActivePtr> m_active; // by intent id, which is the job's InstanceID
    Foretelling m_foretelling;
    QThreadPool m_workers;
    EndedJobs m_ended;
};

} // namespace Cistern
