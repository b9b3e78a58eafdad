// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The calls that make and change the child pools of a Hyper-V host, built from what a person chose,
// and all that is wrong with the choice before anything is sent. Shared by the wizard, the property
// sheet and the command line. Pure functions; GUI thread.
#pragma once

#include "models/resourcefacts.h"
#include "services/schema/methodcall.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace Cistern::ChildPool {

inline constexpr qsizetype longestName = 256; // UTF-16 units (CP.R7)

// What is taken from one parent, or from all of them together. Amounts are units of the pool.
struct Terms
{
    quint64 reservation = 0;
    quint64 limit = 0; // 0: none
    std::optional<quint32> weight = {};
    QStringList hostResources = {};

    bool operator==(const Terms &) const = default;
};

// What a child pool shall be. Settings stand beside allocation, as the method parts them (CP.R5).
struct Plan
{
    ResourceType type = {};
    QString name = {}; // fills PoolID and ElementName (CP.R7)
    QString notes = {};
    QList<CimPath> parents = {};
    bool shared = false;     // one limit for all parents
    QList<Terms> terms = {}; // one a parent; just one when shared

    bool operator==(const Plan &) const = default;
};

struct Problem
{
    enum class Kind {
        NoService,
        NameMissing,
        NameTooLong,
        NameControl, // holds a control character
        NameReserved,
        NameTaken,
        TypeMissing, // no primordial pool of the type
        ParentMissing,
        ParentUnknown,
        ParentTwice,
        ParentOfOtherType,
        ParentBelow, // the pool itself, or one that draws from it
        TooManyParents,
        CountWrong, // neither one setting a parent nor one alone
        SharedOfOneParent,
        SharedNotPossible,
        ReservationOverLimit,
        ReservationOverFree,
        WeightOutOfRange,
        BelowUse, // less than its own children draw already
        ResourceUnknown,
        ResourceTwice,
        // Hints: the system takes the call.
        LimitRestrictsNothing,
    };
    Kind kind;
    QString parameter;    // as the schema names it
    qsizetype place = -1; // index of the parent or of the terms
    CimPath parent = {};  // that it is about
    quint64 amount = 0;   // units: what can be had, or what restricts nothing
    QString text = {};    // the name or the host resource concerned

    bool blocks() const { return kind != Kind::LimitRestrictsNothing; }
    bool operator==(const Problem &) const = default;
};

// What fits the parents: the primordial pool of the type where there is none (CP.R10), and terms to
// the count that the method takes (CP.R12).
Plan completed(Plan plan, const ResourceFacts &facts);
Terms usualTerms(const ResourceType &type);

// pool: the one that is changed, empty for a new one.
QList<Problem> problems(const Plan &plan, const ResourceFacts &facts, const CimPath &pool = {});
bool blocks(const QList<Problem> &problems);

// At least what is reserved, at most what the limits leave of the parents (CP.R15); units.
quint64 leastOf(const Plan &plan);
quint64 mostOf(const Plan &plan, const ResourceFacts &facts);
// What the parent has left for the plan, without what the pool draws from it now; units.
quint64 freeFor(const CimPath &parent, const ResourceFacts &facts, const CimPath &pool = {});

MethodCall create(const Plan &plan, const ResourceFacts &facts);
MethodCall destroy(const CimPath &pool, const ResourceFacts &facts);
// What turns the pool as it is into the plan: settings first, then resources, each only when
// something of it changes; the second call must wait for the first. from: the plan as the person
// found it; what still equals it stays as the pool has it now, whoever changed that meanwhile.
QList<MethodCall> change(const CimPath &pool, const Plan &plan, const ResourceFacts &facts,
                         const std::optional<Plan> &from = {});

// The pool as it is; and what a call says, from a draft or a record. What a call leaves unsaid
// comes from the pool that it changes.
Plan planOfPool(const CimPath &pool, const ResourceFacts &facts);
Plan planOfCall(const MethodCall &call, const ResourceFacts &facts);

} // namespace Cistern::ChildPool
