// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How an exchange that changes something is lost on the way. Values; any thread.
#pragma once

#include <iterator>
#include <random>

namespace Cistern {

using Luck = std::mt19937;
inline int below(Luck &luck, int limit)
{
    return int(luck() % unsigned(limit));
}

enum class Loss {
    None,
    // The reply, after the target acted:
    Head,         // closed within its head, or before it
    Body,         // closed within its body
    Reset,        // reset anywhere
    Silence,      // it never comes
    Page,         // a front says 5xx without a fault
    Unauthorized, // 401 to somebody who was let in before
    Restart,      // the target is started again
    // The request, so that it never acted:
    CutRequest,   // closed within it
    ResetRequest, // reset within it
    LostRequest,  // it never comes, and no answer
    Gateway,      // a front says that nobody is behind it
};

struct LossRow
{
    Loss loss;
    const char *name;
    bool acted; // the whole request reached the target
};
inline constexpr LossRow lossRows[] = {
    {Loss::None, "nothing is lost", true},
    {Loss::Head, "cut in the head", true},
    {Loss::Body, "cut in the body", true},
    {Loss::Reset, "reset", true},
    {Loss::Silence, "silence", true},
    {Loss::Page, "5xx, no fault", true},
    {Loss::Unauthorized, "401 afterwards", true},
    {Loss::Restart, "restart", true},
    {Loss::CutRequest, "request cut", false},
    {Loss::ResetRequest, "request reset", false},
    {Loss::LostRequest, "request lost", false},
    {Loss::Gateway, "502, not passed on", false},
};
inline constexpr int lossKinds = int(std::size(lossRows));

} // namespace Cistern
