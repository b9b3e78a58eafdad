// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A practice site: a folder of several stores, and what their targets are told to do wrong. The
// switches are files in the folder, so that every process that opens a store sees them at once.
// Value; reads and writes files, so not on the GUI thread.
#pragma once

#include "services/core/outcome.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <span>

namespace Cistern {

enum class PracticeSwitch : quint8 {
    Slow,     // every answer waits
    Refuse,   // connections fail
    Drop,     // the answer to a change is lost after the target acted
    OddSize,  // the next create by size answers 4097 with the nearest size
    Busy,     // pipe calls answer 4096: no pipes here
    NoEvents, // changes can't be subscribed to
};

struct PracticeSwitchName
{
    PracticeSwitch which;
    QLatin1StringView name; // in the folder and on the command line
};
std::span<const PracticeSwitchName> practiceSwitches();

class PracticeSite
{
public:
    PracticeSite() = default;
    explicit PracticeSite(const QString &folder) : m_folder(folder) {}

    // The site that a store is part of.
    static std::optional<PracticeSite> ofStore(const QString &store);

    QString folder() const { return m_folder; }
    bool exists() const;         // whole: it is written down last
    QStringList systems() const; // names, in their order
    QString store(const QString &system) const { return m_folder + u'/' + system; }
    quint64 pace(const QString &system) const; // bytes a second of its files; 0: as fast as can be
    Outcome<Done> write(const QStringList &systems, const QHash<QString, quint64> &paces) const;

    bool isOn(PracticeSwitch which) const;
    Outcome<Done> set(PracticeSwitch which, bool on) const;

    bool operator==(const PracticeSite &) const = default;

private:
    QString file() const;
    QString switchFile(PracticeSwitch which) const;

    QString m_folder;
};

} // namespace Cistern
