// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a call does to the objects of a system: makes one, changes one or removes one, and by what
// it can be told from all others when no answer names it. One table, one row a method. Pure
// functions; any thread.
#pragma once

#include "services/schema/methodcall.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace Cistern {

// What the associations of an object must tell.
struct WantedLinks
{
    enum class Mode { All, None, Exactly }; // of far; Exactly: and no others
    QStringList classes = {};               // to enumerate; empty: links are not asked for
    QString objectRole = {};
    QString farRole = {};
    QList<CimPath> far = {};
    Mode mode = Mode::All;
    QStringList hosts = {}; // systems that must own a far end each, by their names

    bool operator==(const WantedLinks &) const = default;
};

struct CallEffect
{
    enum class Kind { Creates, Modifies, Removes, Other };
    Kind kind = Kind::Other;
    QString parameter = {}; // that holds, or will hold, the object
    QString className = {}; // of the object, the class to enumerate
    CimPath subject = {};   // of Modifies and Removes
    bool startsJobs = false;

    QList<std::pair<QString, CimValue>> wanted = {}; // what the object, or its settings, will show
    std::optional<quint64> size = {};                // bytes
    QString settingsClass = {}; // that shows what is wanted instead of the object
    bool unique = false; // no other object can show the same: it need not have been absent before
    WantedLinks links = {};
    // What the settings of the object must say of what it takes, one entry each; empty: not asked.
    QList<CimInstance> terms = {};
    QString termsParameter = {}; // that holds them

    // Whether the object can be told from others at all by reading it.
    bool isVisible() const
    {
        return !wanted.isEmpty() || size || !links.classes.isEmpty() || !terms.isEmpty();
    }
};

CallEffect effectOf(const MethodCall &call);
// The JobState that a call which stops a job leaves it in; 0 for any other call.
quint16 stopOf(const MethodCall &call);

// What of the object a change of this kind would alter: what is wanted, and its size.
CimInstance shownPart(const CallEffect &effect, const CimInstance &object);
// What of the settings of the object a change of its terms would alter, to compare before and
// after.
CimValue shownTerms(const CallEffect &effect, const QList<CimInstance> &settings);
// The settings of the object are as wanted, and there are no others.
bool showsTerms(const CallEffect &effect, const QList<CimInstance> &settings);
// The object, or one of its settings, shows all values that were wanted; size: bytes, when the
// system told what it would make.
bool shows(const CallEffect &effect, const CimInstance &object, std::optional<quint64> size);
// Those that the call may have made: new, where it is known what was there before, and as wanted.
QList<CimPath> madeAmong(const CallEffect &effect, const QList<CimInstance> &objects,
                         const std::optional<QList<CimPath>> &before);
// Those of the objects whose links are as wanted.
QList<CimPath> linkedAmong(const WantedLinks &wanted, const QList<CimPath> &objects,
                           const QList<CimInstance> &links);

// All objects that the arguments name, also in strings; and the target.
QList<CimPath> objectsNamedBy(const MethodCall &call);

// The class to enumerate for all that derive from base: the one documented concrete class, or base
// itself where there are none or several.
QString enumerableClass(const QString &nameSpace, const QString &base);

// The method as the class of the object declares it, or, for a class no table declares, as any
// class of the namespace does (JOB.R19). Null when nothing of that name is declared.
const MethodDecl *methodOf(const CimPath &object, const QString &method);

} // namespace Cistern
