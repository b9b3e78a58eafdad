// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What stands behind WHERE, as a tree of three-valued truth: what is compared with null is neither
// true nor false, and an object is found only when the whole is true. Value; any thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/provider/wql/pattern.h"

#include <optional>
#include <vector>

namespace Cistern::Wql {

// One side of a comparison: a property, maybe of an embedded instance, or a literal.
struct Operand
{
    QStringList property; // "TargetInstance", "JobState"; empty for a literal; "__this" the object
    CimValue literal;     // as it was typed: a string, uint64, sint64, real64 or boolean
    qsizetype at = 0;     // in the query, from 0

    CimValue valueIn(const CimInstance &instance) const;
};

enum class Comparison : quint8 { Equal, Unequal, Less, Greater, AtMost, AtLeast };

struct Condition
{
    enum class Kind : quint8 { Always, And, Or, Not, Compare, Like, IsA, IsNull };
    Kind kind = Kind::Always;
    std::vector<Condition> parts = {}; // of And, Or, Not
    Operand left = {};
    Operand right = {}; // of Compare
    Comparison comparison = Comparison::Equal;
    Pattern pattern = {};   // of Like
    QString className = {}; // of IsA

    std::optional<bool> truthIn(const CimInstance &instance) const;
};

// A property as it is, or what WMI knows of every object (__CLASS, __PATH and so on); null when
// there is none. properties are the steps into embedded instances.
CimValue propertyIn(const CimInstance &instance, const QStringList &properties);
bool isSystemProperty(QStringView name);

} // namespace Cistern::Wql
