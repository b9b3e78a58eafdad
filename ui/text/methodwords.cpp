// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/text/methodwords.h"

#include "services/schema/replyfailure.h"
#include "services/schema/schema.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Schema::hypervCluster;
using Schema::iscsiTarget;
using Schema::virtualization;

namespace {
struct WordsRow
{
    QLatin1StringView nameSpace; // empty: any
    QLatin1StringView method;    // empty: any
    Meaning meaning;
    const char *cause;
    const char *fix;
};

constexpr QLatin1StringView pipe = "CreateOrModifyReplicationPipe"_L1;

// The first row that fits wins: a method, a namespace, then what the meaning says everywhere.
constexpr WordsRow words[] = {
    {iscsiTarget, pipe, Meaning::NotSupported,
     QT_TRANSLATE_NOOP("Messages", "This system does not offer replication pipes."),
     QT_TRANSLATE_NOOP("Messages", "Choose another system.")},
    {iscsiTarget, pipe, Meaning::TimedOut,
     QT_TRANSLATE_NOOP(
         "Messages",
         "The other system did not answer in time; the pipe may be there all the same."),
     QT_TRANSLATE_NOOP("Messages",
                       "Look at the pipes between the two systems before you try again.")},
    {iscsiTarget, pipe, Meaning::Unknown,
     QT_TRANSLATE_NOOP("Messages", "The system can't tell whether the pipe was made."),
     QT_TRANSLATE_NOOP("Messages",
                       "Look at the pipes between the two systems before you try again.")},
    {iscsiTarget, pipe, Meaning::Failed,
     QT_TRANSLATE_NOOP(
         "Messages",
         "The pipe or one of its endpoints is busy, or there are as many pipes as the "
         "system allows."),
     QT_TRANSLATE_NOOP("Messages", "Choose other endpoints, or delete a pipe that is not needed.")},
    {iscsiTarget, pipe, Meaning::InvalidParameter,
     QT_TRANSLATE_NOOP("Messages",
                       "The systems, their endpoints or the quality do not go together."),
     QT_TRANSLATE_NOOP("Messages",
                       "Check that each endpoint belongs to its side and that both sides speak one "
                       "protocol.")},
    {iscsiTarget, "RequestUsageChange"_L1, Meaning::AccessDenied,
     QT_TRANSLATE_NOOP("Messages", "This usage may not be set by a client."),
     QT_TRANSLATE_NOOP("Messages", "Choose a usage that the element lets clients set.")},

    {hypervCluster, "AddResourcesToResourcePool"_L1, Meaning::NotSupported,
     QT_TRANSLATE_NOOP("Messages", "Only root pools hold devices."),
     QT_TRANSLATE_NOOP("Messages", "Choose a root pool.")},
    {hypervCluster, "ChangeParentResourcePool"_L1, Meaning::NotSupported,
     QT_TRANSLATE_NOOP("Messages", "A root pool has no parent."),
     QT_TRANSLATE_NOOP("Messages", "Choose a child pool.")},
    {hypervCluster, "RemoveResourcesFromResourcePool"_L1, Meaning::InUse,
     QT_TRANSLATE_NOOP("Messages", "What the pool has promised needs these devices."),
     QT_TRANSLATE_NOOP("Messages", "Lower the reservations of its children first.")},
    {hypervCluster, "DeleteResourcePool"_L1, Meaning::InUse,
     QT_TRANSLATE_NOOP("Messages", "The pool has child pools, or something is allocated from it."),
     QT_TRANSLATE_NOOP("Messages", "Delete what depends on it first.")},
    {hypervCluster,
     {},
     Meaning::InUse,
     QT_TRANSLATE_NOOP("Messages",
                       "A device is in another root pool already, or a job works on the pool."),
     QT_TRANSLATE_NOOP("Messages", "Choose other devices, or wait for running jobs.")},
    {hypervCluster,
     {},
     Meaning::WrongType,
     QT_TRANSLATE_NOOP("Messages", "The devices, the pools and the resource type do not agree."),
     QT_TRANSLATE_NOOP("Messages", "Choose devices and pools of one type.")},
    {hypervCluster,
     {},
     Meaning::InsufficientResources,
     QT_TRANSLATE_NOOP("Messages", "The parent pools do not have enough free capacity."),
     QT_TRANSLATE_NOOP("Messages", "Ask for less, or choose other parents.")},
    {hypervCluster,
     {},
     Meaning::SizeNotSupported,
     QT_TRANSLATE_NOOP("Messages", "This size is not possible, and the system names no other."),
     QT_TRANSLATE_NOOP("Messages", "Choose other devices or parents.")},

    {virtualization, "CreatePool"_L1, Meaning::NotSupported,
     QT_TRANSLATE_NOOP("Messages", "This target makes no child pools."),
     QT_TRANSLATE_NOOP("Messages", "Choose another system.")},
    {virtualization,
     {},
     Meaning::AccessDenied,
     QT_TRANSLATE_NOOP("Messages", "The user is known, but may not manage Hyper-V."),
     QT_TRANSLATE_NOOP("Messages", "Sign in as a member of the Hyper-V administrators.")},
    {virtualization,
     {},
     Meaning::NotSupported,
     QT_TRANSLATE_NOOP("Messages", "This target does not change child pools in this way."),
     QT_TRANSLATE_NOOP("Messages", "Choose another system, or another way.")},
    {virtualization,
     {},
     Meaning::InvalidParameter,
     QT_TRANSLATE_NOOP("Messages",
                       "A name, a parent, a limit or a host resource can't be used as given."),
     QT_TRANSLATE_NOOP("Messages",
                       "Check that reservations lie below limits and that each parent holds the "
                       "host resources chosen for it.")},
    {virtualization,
     {},
     Meaning::InUse,
     QT_TRANSLATE_NOOP("Messages",
                       "Something is allocated from the pool, or a job works on it or a parent."),
     QT_TRANSLATE_NOOP("Messages", "Wait for running jobs, or free what is allocated first.")},
    {virtualization,
     {},
     Meaning::InvalidState,
     QT_TRANSLATE_NOOP("Messages", "A parent pool is not healthy enough to allocate from."),
     QT_TRANSLATE_NOOP("Messages", "Look at the state of the parent pools and repair them first.")},
    {virtualization,
     {},
     Meaning::WrongType,
     QT_TRANSLATE_NOOP("Messages",
                       "The pool, its parents and its limits are not of one resource type."),
     QT_TRANSLATE_NOOP("Messages", "Choose parents of the type of the pool.")},
    {virtualization,
     {},
     Meaning::InsufficientResources,
     QT_TRANSLATE_NOOP("Messages", "The parents do not have that much free capacity."),
     QT_TRANSLATE_NOOP("Messages", "Reserve less, or choose other parents.")},
    {virtualization,
     {},
     Meaning::NotFound,
     QT_TRANSLATE_NOOP("Messages", "A pool or a host resource that was named is gone."),
     QT_TRANSLATE_NOOP("Messages", "Refresh and choose again.")},
    {virtualization,
     {},
     Meaning::Exists,
     QT_TRANSLATE_NOOP("Messages", "There is a pool of this type and name already."),
     QT_TRANSLATE_NOOP("Messages", "Choose another name.")},

    {{},
     {},
     Meaning::Unavailable,
     QT_TRANSLATE_NOOP("Messages", "The service that does this is switched off on the system."),
     QT_TRANSLATE_NOOP("Messages", "Start the service on the system, then try again.")},
    {{},
     {},
     Meaning::OutOfMemory,
     QT_TRANSLATE_NOOP("Messages", "The system is short of memory."),
     QT_TRANSLATE_NOOP("Messages", "Free memory on the system, then try again.")},
    {{},
     {},
     Meaning::WrongType,
     QT_TRANSLATE_NOOP("Messages", "A value is of another type than this needs."),
     QT_TRANSLATE_NOOP("Messages", "Correct the value.")},
    {{},
     {},
     Meaning::InsufficientResources,
     QT_TRANSLATE_NOOP("Messages", "There is not enough free capacity."),
     QT_TRANSLATE_NOOP("Messages", "Ask for less.")},
    {{},
     {},
     Meaning::UseSibling,
     QT_TRANSLATE_NOOP("Messages", "The system answers this in another form."),
     QT_TRANSLATE_NOOP("Messages", "Call the method of the other form.")},
    {{},
     {},
     Meaning::InvalidTransition,
     QT_TRANSLATE_NOOP("Messages", "The object can't go from its present state to this one."),
     QT_TRANSLATE_NOOP("Messages", "Look at the present state.")},
    {{},
     {},
     Meaning::InvalidState,
     QT_TRANSLATE_NOOP("Messages", "The object is not healthy enough."),
     QT_TRANSLATE_NOOP("Messages", "Look at the present state.")},
    {{},
     {},
     Meaning::TimeoutNotSupported,
     QT_TRANSLATE_NOOP("Messages", "The system takes no time limit here."),
     QT_TRANSLATE_NOOP("Messages", "Leave the time limit out.")},
    {{},
     {},
     Meaning::Busy,
     QT_TRANSLATE_NOOP("Messages", "The system is busy with this object."),
     QT_TRANSLATE_NOOP("Messages", "Try again later.")},
    {{},
     {},
     Meaning::Reserved,
     QT_TRANSLATE_NOOP("Messages", "The system answered with a number that is reserved."),
     QT_TRANSLATE_NOOP("Messages", "Look at the present state before you try again.")},
    {{},
     {},
     Meaning::Vendor,
     QT_TRANSLATE_NOOP("Messages",
                       "The system answered with a number that only its vendor can explain."),
     QT_TRANSLATE_NOOP("Messages", "Look at the present state before you try again.")},
};

QString tr(const char *text)
{
    return QCoreApplication::translate("Messages", text);
}

// CP.R14: one setting for several parents.
bool isShared(const MethodCall *call)
{
    return call && call->isValid() && call->argument(u"ParentPools").elements().size() > 1
        && call->argument(u"AllocationSettings").elements().size() == 1;
}
} // namespace

bool isReturnCode(const Failure &failure, const MethodDecl &method)
{
    return failure.stage == Failure::Stage::Operation && failure.code != 0
        && failure.serverText.isEmpty() && failure.cause == causeOf(method.meaning(failure.code));
}

MethodWords methodWords(const Failure &failure, const MethodDecl &method, const MethodCall *call)
{
    if (!isReturnCode(failure, method))
        return {};
    const Meaning meaning = method.meaning(failure.code);
    // CP.R17: the same number, another cause.
    if (meaning == Meaning::NotSupported && method.nameSpace == virtualization && isShared(call))
        return {.cause = tr("Pools of this type can't share one limit among several parents."),
                .fix = tr("Give each parent a setting of its own.")};
    const auto row = std::find_if(std::begin(words), std::end(words), [&](const WordsRow &each) {
        return each.meaning == meaning
            && (each.nameSpace.isEmpty() || each.nameSpace == method.nameSpace)
            && (each.method.isEmpty() || each.method == method.name);
    });
    if (row == std::end(words))
        return {};
    return {.cause = tr(row->cause), .fix = tr(row->fix)};
}

QString codeText(const MethodDecl &method, quint32 code)
{
    const CodeDecl *row = method.code(code);
    return row && row->label ? QCoreApplication::translate("Code", row->label) : QString();
}

QString otherReadingText(const MethodDecl &method, quint32 code)
{
    const CodeDecl *row = method.code(code);
    return row && row->otherReading ? QCoreApplication::translate("Code", row->otherReading)
                                    : QString();
}

QString missingNamespaceText(const QString &nameSpace)
{
    if (sameNameSpace(nameSpace, QString(virtualization)))
        return tr("Hyper-V is not installed on this system.");
    if (sameNameSpace(nameSpace, QString(hypervCluster)))
        return tr("Hyper-V clustering is not installed on this system.");
    if (sameNameSpace(nameSpace, QString(iscsiTarget)))
        return tr("The iSCSI target is not installed on this system.");
    return tr("The feature is not on this target.");
}

} // namespace Cistern
