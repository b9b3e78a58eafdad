// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Pools, their links, pages of them and faults, as a scripted transport tells them.
#pragma once

#include "services/schema/methodcall.h"
#include "services/schema/schema.h"
#include "services/wsman/envelope.h"

namespace Cistern::Scripted {

inline const QString nameSpace(Schema::iscsiTarget);
inline const QString poolClass = QStringLiteral("MSISCSITARGET_StoragePool");
inline const QString linkClass = QStringLiteral("MSISCSITARGET_HostedStoragePool");

inline CimPath poolPath(const QString &id)
{
    return {nameSpace, poolClass, {{QStringLiteral("InstanceID"), CimValue::string(id)}}};
}

inline CimPath systemPath(const QString &name)
{
    return {nameSpace,
            QStringLiteral("MSFTSM_ComputerSystem"),
            {{QStringLiteral("CreationClassName"),
              CimValue::string(QStringLiteral("MSFTSM_ComputerSystem"))},
             {QStringLiteral("Name"), CimValue::string(name)}}};
}

inline CimInstance pool(const QString &id)
{
    CimInstance instance(*Schema::findClass(nameSpace, poolClass));
    instance.set(u"InstanceID", CimValue::string(id));
    return instance;
}

inline CimInstance link(const QString &system, const QString &id)
{
    CimInstance instance(*Schema::findClass(nameSpace, linkClass));
    instance.set(u"GroupComponent", CimValue::reference(systemPath(system)));
    instance.set(u"PartComponent", CimValue::reference(poolPath(id)));
    return instance;
}

inline Wsman::Items page(const QList<CimInstance> &instances, const QString &context)
{
    return {.instances = instances, .paths = {}, .context = context, .end = context.isEmpty()};
}

inline QList<CimInstance> pools(int from, int count)
{
    QList<CimInstance> many;
    for (int i = from; i < from + count; ++i)
        many.append(pool(QString::number(i)));
    return many;
}

inline Wsman::Fault fault(const QString &subcode, const QString &detail = {}, quint64 number = 0)
{
    return Wsman::Fault{.code = QStringLiteral("Receiver"),
                        .subcode = subcode,
                        .detail = detail,
                        .reason = QStringLiteral("words"),
                        .vendorCode = number};
}

inline Wsman::Fault notUnderstood(const QString &header)
{
    return Wsman::Fault{.code = QStringLiteral("MustUnderstand"), .notUnderstood = header};
}

inline MethodCall createPool()
{
    MethodCall call(*Schema::findMethod(nameSpace, u"MSISCSITARGET_StorageConfigurationService",
                                        u"CreateOrModifyStoragePool"),
                    CimPath(nameSpace, QStringLiteral("MSISCSITARGET_StorageConfigurationService"),
                            {{QStringLiteral("Name"), CimValue::string(QStringLiteral("s"))}}));
    call.setArgument(u"ElementName", CimValue::string(QStringLiteral("x")));
    return call;
}

} // namespace Cistern::Scripted
