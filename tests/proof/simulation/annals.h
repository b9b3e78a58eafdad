// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// All that was ever to be seen on the far host while a simulation ran, and where the records of the
// consoles contradict it. One thread.
#pragma once

#include "services/jobs/jobrecord.h"
#include "tests/proof/simulation/wishes.h"

#include <QHash>
#include <QMap>
#include <QMultiHash>
#include <QSet>
#include <QStringList>

#include <chrono>

namespace Cistern {

class Annals
{
public:
    using Time = std::chrono::milliseconds;

    void see(const QList<Thing> &things, Time now);  // all there is; after each change
    void noteElsewhere(const MethodCall &call);      // another administrator asked for it
    void noteEnd(const JobRecord &record, Time now); // as its console tells it; the last one counts

    // Empty when every record tells the truth and nothing is there, or gone, without one.
    QStringList problems(const QList<JobRecord> &records) const;

private:
    struct Asked
    {
        QSet<QString> names;                 // to be given to something
        QMultiHash<QString, qint64> removal; // of an object, by whom; 0: by others
    };
    Asked askedBy(const QList<JobRecord> &records) const;
    void check(const JobRecord &record, const Asked &asked, QStringList &problems) const;
    bool wasGone(const QString &object, const JobRecord &record, const Asked &asked) const;
    void checkRemoval(const JobRecord &record, const QString &subject, const Asked &asked,
                      QStringList &problems) const;

    QMap<QString, QStringList> m_ever;    // object to its names, one after the other
    QMultiHash<QString, QString> m_named; // name to the objects that ever had it
    QSet<QString> m_there;                // as last seen
    QHash<QString, Time> m_gone;          // object to when it went
    QHash<QString, Time> m_ended;         // record, by message, to when its end was known
    QStringList m_reverted;               // names that came back
    QList<MethodCall> m_elsewhere;
};

} // namespace Cistern
