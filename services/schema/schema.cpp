// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/schema/schema.h"

#include "services/cim/cimpath.h"
#include "services/schema/tables.h"

namespace Cistern {

const ParamDecl *MethodDecl::param(QStringView paramName) const
{
    for (const ParamDecl &param : params) {
        if (sameName(paramName, QString(param.name)))
            return &param;
    }
    return nullptr;
}

const CodeDecl *MethodDecl::code(quint64 number) const
{
    for (const CodeDecl &row : codes) {
        if (number >= row.first && number <= row.last)
            return &row;
    }
    return nullptr;
}

Meaning MethodDecl::meaning(quint64 number) const
{
    const CodeDecl *row = code(number);
    return row ? row->meaning : Meaning::Reserved;
}

namespace Schema {

std::span<const ClassDecl> classes()
{
    return iscsiTargetClasses();
}

std::span<const MethodDecl> methods()
{
    return iscsiTargetMethods();
}

const ClassDecl *findClass(QStringView nameSpace, QStringView className)
{
    for (const ClassDecl &decl : classes()) {
        if (className.compare(decl.name, Qt::CaseInsensitive) == 0
            && (nameSpace.isEmpty() || sameNameSpace(nameSpace, QString(decl.nameSpace))))
            return &decl;
    }
    return nullptr;
}

const MethodDecl *findMethod(QStringView nameSpace, QStringView className, QStringView method)
{
    for (const MethodDecl &decl : methods()) {
        if (method.compare(decl.name, Qt::CaseInsensitive) != 0
            || !(nameSpace.isEmpty() || sameNameSpace(nameSpace, QString(decl.nameSpace))))
            continue;
        // A path may be typed with the class that documents the method, or with any base of it.
        const ClassDecl *owner = findClass(nameSpace, QString(decl.className));
        if (className.compare(decl.className, Qt::CaseInsensitive) == 0
            || (owner && owner->isA(className))
            || isA(nameSpace, className, QString(decl.className)))
            return &decl;
    }
    return nullptr;
}

QList<const MethodDecl *> methodsNamed(QStringView name)
{
    const qsizetype dot = name.indexOf(u'.');
    const QStringView className = dot < 0 ? QStringView() : name.first(dot);
    const QStringView method = dot < 0 ? name : name.sliced(dot + 1);
    QList<const MethodDecl *> found;
    for (const MethodDecl &decl : methods()) {
        if (method.compare(decl.name, Qt::CaseInsensitive) == 0
            && (className.isEmpty() || className.compare(decl.className, Qt::CaseInsensitive) == 0))
            found.append(&decl);
    }
    return found;
}

bool isA(QStringView nameSpace, QStringView className, QStringView ancestor)
{
    if (sameName(className, ancestor))
        return true;
    const ClassDecl *decl = findClass(nameSpace, className);
    return decl && decl->isA(ancestor);
}

} // namespace Schema
} // namespace Cistern
