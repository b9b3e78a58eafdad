// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Makes a practice site: three targets in this process, and what is in them through their own
// methods, so that books balance and pipes are real. Deletes itself with its owner; GUI thread.
#pragma once

#include "services/core/systemclock.h"
#include "services/provider/practice.h"
#include "services/provider/provider.h"
#include "services/wsman/connection.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <map>
#include <memory>

namespace Cistern {

class PracticeBuilder : public QObject
{
    Q_OBJECT

public:
    static QStringList systems(); // their names, in their order
    static QString slowSystem();
    static constexpr quint64 slowBytesPerSecond = 128 * 1024;

    PracticeBuilder(const PracticeSite &site, QObject *owner);
    ~PracticeBuilder() override;

    Answer<Done> start(); // once

private:
    using Arguments = QList<std::pair<QString, CimValue>>;
    using Step = std::function<Answer<Done>()>;
    struct System
    {
        std::shared_ptr<FaultPoints> faults;
        std::unique_ptr<Provider> provider;
        std::unique_ptr<Connection> connection;
    };

    void plan();
    void storagePools();
    void hypervPools();
    void rootPools();
    void pipes();
    void failedJob();
    void next();
    void end(const Outcome<Done> &outcome);

    // Steps. What is made is known by its name afterwards, with its system before it.
    void open(const QString &system);
    void look(const QString &system, const QString &nameSpace, const QString &className);
    void make(const QString &system, const QString &nameSpace, const QString &serviceClass,
              const QString &method, const std::function<Arguments()> &arguments);
    Answer<Done> send(const QString &system, const QString &nameSpace, const QString &serviceClass,
                      const QString &method, const Arguments &arguments);
    Answer<Done> follow(const QString &system, const CimPath &job);
    Answer<Done> introduce(const QString &here, const QString &there);

    CimInstance found(const QString &system, const QString &className,
                      const std::function<bool(const CimInstance &)> &is) const;
    CimPath named(const QString &system, const QString &className, const QString &name) const;

    PracticeSite m_site;
    SystemClock m_clock;
    std::map<QString, System> m_systems;
    QHash<QString, QList<CimInstance>> m_seen; // by system and class, as last looked at
    CimPath m_lastJob;
    QList<Step> m_steps;
    Pledge<Done> m_pledge;
};

} // namespace Cistern
