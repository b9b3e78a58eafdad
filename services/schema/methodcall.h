// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A method, the object it is called on, and arguments. Knows its own problems; saved as a draft,
// shown as a request, run, run again. Value; any thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/core/outcome.h"
#include "services/schema/declaration.h"

#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace Cistern {

// A setting that must be made before the call refers to it: CreateSetting on the capabilities, then
// the values are written, then the new path becomes the argument.
struct SettingRequest
{
    QString parameter; // "Goal"
    CimPath capabilities;
    QList<std::pair<QString, CimValue>> values; // only what differs from the defaults

    bool operator==(const SettingRequest &) const = default;
};

class MethodCall
{
public:
    MethodCall() = default; // of no method; isValid() is false
    MethodCall(const MethodDecl &decl, const CimPath &target);

    bool isValid() const { return m_decl; }
    const MethodDecl &decl() const { return *m_decl; }
    const CimPath &target() const { return m_target; }
    void setTarget(const CimPath &target) { m_target = target; }

    CimValue argument(QStringView name) const; // null of the declared type when not given
    // A null value takes the argument away: absent, null and an empty array are the same thing.
    void setArgument(QStringView name, const CimValue &value);
    QList<std::pair<QString, CimValue>> arguments() const; // in the order of the declaration

    std::optional<SettingRequest> setting;

    // What is wrong before anything is sent: undeclared or out-only names, wrong types, missing
    // required ones, paths and embedded instances that do not parse or are of another class, the
    // same object twice in one list, values out of the value map.
    // Each has cause InvalidValue, stage Input and the parameter.
    QList<Failure> problems() const;

    bool operator==(const MethodCall &) const = default;

private:
    const MethodDecl *m_decl = nullptr;
    CimPath m_target;
    QList<std::pair<QString, CimValue>> m_arguments;
};

struct MethodReply
{
    std::optional<quint64> returnValue; // some servers leave it out
    QList<std::pair<QString, CimValue>> outs;

    CimValue out(QStringView name) const; // null when absent

    bool operator==(const MethodReply &) const = default;
};

} // namespace Cistern
