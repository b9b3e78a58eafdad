// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What every model answers besides the roles of Qt, and the states a row can be in. Values; any
// thread.
#pragma once

#include <QtCore/qnamespace.h>

namespace Cistern {

// The state of a thing as a person sees it: each has a colour, a shape and a word.
enum class State : int {
    None, // nothing to say: no glyph is painted
    Ok,
    Warning,            // degraded, outcome unknown, low on space
    Error,              // failed, lost contact
    Busy,               // something is going on
    Retrying,           // not reachable, tried again later
    CertificateChanged, // blocked until somebody decides
    Info,
    Stopped, // refused, cancelled, out of service on purpose
    Untried, // not asked yet
};

enum Role : int {
    RawRole = Qt::UserRole + 1, // the value itself: what is copied, exported and filtered
    SortRole,                   // what is compared when a column is sorted
    StateRole,                  // int of State
    StateTextRole,              // QString: the state in words, "Retry in 12 s"
    DetailRole,                 // QString: what stands at the far end of a tree row, "16 systems"
    PathRole,                   // the CimPath of the object, as text
    NodeIdRole,                 // stable id of the node in the inventory
    SystemRole,                 // id of the system the row belongs to
    KindRole,                   // QString: class of the object, or the kind of a heading
    IconRole,                   // QString: name of an icon in resources/icons
    UsedRole,                   // quint64: of the total, all that isn't free
    ChildUsedRole,              // quint64: the part of UsedRole that child pools hold
    TotalRole,                  // quint64: a row that answers this gets a capacity bar
    UnitRole,                   // ResourceUnit: of these three
    LowMarkRole,   // double 0..1: filled to here counts as low on space; invalid: no mark
    ProgressRole,  // double 0..1; invalid: not known
    BusyRole,      // bool: going on, so that an unknown progress is shown as a moving bar
    StaleRole,     // bool: the last data of a system that is away, shown in grey
    CimNameRole,   // QString: what the schema calls it, for the tooltip
    JobIdRole,     // qint64: id of the record in the history
    RateRole,      // quint64: bytes a second; invalid: not known
    TimeLeftRole,  // qint64: milliseconds; invalid: not known
    StalledRole,   // bool: no change for two minutes
    StartedByRole, // QString: of a job that others started, who; invalid: it is ours
};

} // namespace Cistern
