// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A far system in memory that keeps objects and refuses what a server would refuse, and the
// transport that leads to it. Tests set what a method answers and what each reading of a job tells.
// Outlives its transports, as a system outlives connections; one thread.
#pragma once

#include "services/wsman/transport.h"

#include <QList>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace Cistern {

class FakeSystem
{
public:
    FakeSystem(); // one computer, its storage service, one primordial pool

    std::unique_ptr<Transport> transport();

    // Objects and links, found by path and by class and its bases.
    QList<CimInstance> instances;
    CimInstance *find(const CimPath &path);
    CimPath service() const;
    CimPath primordial() const;
    CimInstance addPool(const QString &name, quint64 size);
    CimInstance addJob(const QString &id, quint16 state);
    void addAffected(const CimPath &job, const CimPath &element,
                     std::initializer_list<quint16> effects);
    void remove(const CimPath &path);

    // The answer to a method, after the system has checked that the target is there; default: fault
    // METHOD_NOT_FOUND. May change the system.
    std::function<Outcome<MethodReply>(const QString &method, const MethodReply &arguments)> method;
    // Called before a job is read; may change or remove it.
    std::function<void(CimInstance &job)> beforeJobRead;

    bool linkDown = false;     // nothing is reached
    bool losesReplies = false; // of changes: they are done, and the answer does not come
    QStringList nameSpaces;    // that are installed; at first the iSCSI target's
    QStringList deniedSpaces;  // of those, what this user may not read
    QStringList brokenClasses; // to enumerate them ends with a fault of the system
    QStringList silentClasses; // to enumerate them is never answered
    std::optional<Failure> signInFailure;
    std::optional<Failure> readFailure; // answers all that only asks

    QStringList messageIds; // of changes
    QStringList sent;       // of each request: what it was, "Invoke CreateOrModifyStoragePool"
    qsizetype count(const QString &request) const { return sent.count(request); }

    Outcome<Envelope> answer(const Envelope &request);
    bool isSilentOn(const Envelope &request) const;

private:
    Wsman::Body answerBody(const Envelope &request);
    int m_made = 0;
};

} // namespace Cistern
