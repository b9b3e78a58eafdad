// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Why a job failed, from what the system tells: an error in CIM-XML text, or the members of the
// job. All of it is words of a server: cut to a length, never interpreted. Pure functions; any
// thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/core/outcome.h"

#include <QString>
#include <QStringList>
#include <QStringView>

#include <optional>

namespace Cistern {

// What an error says besides its words that helps to go on.
struct JobAdvice
{
    quint16 probableCause = 0;    // of CIM_Error; 0: not told
    QStringList recommended = {}; // what to do, one action each: words of a server

    bool operator==(const JobAdvice &) const = default;
};

struct JobError
{
    QString message;
    QString messageId;
    quint32 cimStatus = 0; // DSP0004
    JobAdvice advice = {};
};

inline constexpr qsizetype longestServerText = 4096; // characters that are kept of raw text
inline constexpr qsizetype mostRecommended = 20;     // actions that are kept of one error

// Nothing for text that is longer than any embedded instance, no well-formed XML, no instance, or
// holds a document type declaration; all else that is not asked for is skipped.
std::optional<JobError> parseJobError(QStringView text);

// The failure of a job, stage Job. errorText is what GetError gave, maybe empty. When it can't be
// read the members of the job speak: ErrorDescription, ErrorSummaryDescription, StatusDescriptions,
// JobStatus, ErrorCode; and after them the raw text, cut.
Failure jobFailure(const CimInstance &job, const QString &errorText);

// What the failure of a job offers; empty for any other, and where the system told nothing.
JobAdvice adviceOf(const Failure &failure);

// The request left, or may have left, and nothing reliable came back (see Transport::send). What
// came back and is too large for its envelope may be the answer to something that ran; a front that
// finds the request too large says so with a bare status.
bool mayHaveRun(const Failure &failure);

} // namespace Cistern
