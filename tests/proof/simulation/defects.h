// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a broken program would do, planted around the real one: the checks must find each of them.
#pragma once

#include <QString>

#include <algorithm>
#include <iterator>
#include <optional>

namespace Cistern {

enum class Defect {
    None,
    SendsAgain,      // a change whose answer was lost, as it was
    SendsAnew,       // the same with an id of its own
    ForgetsRecords,  // a console that dies
    ForgetsObjects,  // a target that dies
    ForgetsMessages, // a target that gets one twice
    ClaimsSuccess,   // of what was refused
    ClaimsFailure,   // of what was done or begun
    ShowsNothing,    // to those who read what became of their calls
    ActsUnasked,     // makes what nobody asked for
    KeepsQuiet,      // about the cause of a failure
    Stalls,          // for a quarter of a second
    Leaks,           // a descriptor
};

struct DefectName
{
    Defect defect;
    const char *name;
};
inline constexpr DefectName defectNames[] = {
    {Defect::SendsAgain, "resend"},     {Defect::SendsAnew, "anew"},
    {Defect::ForgetsRecords, "forget"}, {Defect::ForgetsObjects, "lose"},
    {Defect::ForgetsMessages, "twice"}, {Defect::ClaimsSuccess, "claim"},
    {Defect::ClaimsFailure, "deny"},    {Defect::ShowsNothing, "blind"},
    {Defect::ActsUnasked, "ghost"},     {Defect::KeepsQuiet, "quiet"},
    {Defect::Stalls, "stall"},          {Defect::Leaks, "leak"},
};

inline std::optional<Defect> defectNamed(const QString &name)
{
    const auto found = std::find_if(
        std::begin(defectNames), std::end(defectNames),
        [&name](const DefectName &each) { return name == QLatin1StringView(each.name); });
    return found == std::end(defectNames) ? std::nullopt : std::optional(found->defect);
}

} // namespace Cistern
