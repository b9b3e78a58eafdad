// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/schema/schema.h"

#include "services/cim/cimpath.h"
#include "services/schema/tables.h"

#include <QMultiHash>

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

namespace {
template<class Decl>
QList<const Decl *> joined(std::initializer_list<std::span<const Decl>> tables)
{
    QList<const Decl *> all;
    for (const std::span<const Decl> &table : tables) {
        for (const Decl &decl : table)
            all.append(&decl);
    }
    return all;
}

// By name, which is how every instance that arrives is looked up.
const QMultiHash<QString, const ClassDecl *> &classesByName()
{
    static const auto byName = [] {
        QMultiHash<QString, const ClassDecl *> all;
        for (const ClassDecl *decl : classes())
            all.insert(QString(decl->name).toCaseFolded(), decl);
        return all;
    }();
    return byName;
}

// By their own names and those of all they derive from, in the order of the tables: a target asks
// for every object that it looks for.
const QHash<QString, QList<const ClassDecl *>> &classesByAncestor()
{
    static const auto byAncestor = [] {
        QHash<QString, QList<const ClassDecl *>> all;
        for (const ClassDecl *decl : classes()) {
            QStringList names{QString(decl->name).toCaseFolded()};
            for (const QLatin1StringView ancestor : decl->ancestors)
                names.append(QString(ancestor).toCaseFolded());
            names.removeDuplicates();
            for (const QString &name : std::as_const(names))
                all[name].append(decl);
        }
        return all;
    }();
    return byAncestor;
}
} // namespace

const QList<const ClassDecl *> &classes()
{
    static const auto all = joined<ClassDecl>({iscsiTargetClasses(), replicationClasses(),
                                               virtualizationClasses(), allocationSettingClasses(),
                                               hypervClusterClasses(), clusterDeviceClasses()});
    return all;
}

const QList<const MethodDecl *> &methods()
{
    static const auto all = joined<MethodDecl>(
        {iscsiTargetMethods(), virtualizationMethods(), hypervClusterMethods()});
    return all;
}

QList<const ClassDecl *> classesBelow(QStringView nameSpace, QStringView className)
{
    QList<const ClassDecl *> found = classesByAncestor().value(className.toString().toCaseFolded());
    found.removeIf([nameSpace](const ClassDecl *decl) {
        return !sameNameSpace(nameSpace, QString(decl->nameSpace));
    });
    return found;
}

bool hasNameSpace(QStringView nameSpace)
{
    for (const QLatin1StringView known : {iscsiTarget, virtualization, hypervCluster}) {
        if (sameNameSpace(nameSpace, QString(known)))
            return true;
    }
    return false;
}

const ClassDecl *findClass(QStringView nameSpace, QStringView className)
{
    // Where the namespace is open the first table wins; a multi-hash gives the last first.
    const ClassDecl *first = nullptr;
    const auto [begin, end] = classesByName().equal_range(className.toString().toCaseFolded());
    for (auto it = begin; it != end; ++it) {
        if (nameSpace.isEmpty())
            first = *it;
        else if (sameNameSpace(nameSpace, QString((*it)->nameSpace)))
            return *it;
    }
    return first;
}

const MethodDecl *findMethod(QStringView nameSpace, QStringView className, QStringView method)
{
    for (const MethodDecl *decl : methods()) {
        if (method.compare(decl->name, Qt::CaseInsensitive) != 0
            || !(nameSpace.isEmpty() || sameNameSpace(nameSpace, QString(decl->nameSpace))))
            continue;
        // A path may be typed with the class that documents the method, or with any base of it.
        const ClassDecl *owner = findClass(nameSpace, QString(decl->className));
        if (className.compare(decl->className, Qt::CaseInsensitive) == 0
            || (owner && owner->isA(className))
            || isA(nameSpace, className, QString(decl->className)))
            return decl;
    }
    return nullptr;
}

QList<const MethodDecl *> methodsNamed(QStringView name)
{
    const qsizetype colon = name.indexOf(u':');
    const QStringView nameSpace = colon < 0 ? QStringView() : name.first(colon);
    const QStringView rest = name.sliced(colon + 1);
    const qsizetype dot = rest.indexOf(u'.');
    const QStringView className = dot < 0 ? QStringView() : rest.first(dot);
    const QStringView method = rest.sliced(dot + 1);
    QList<const MethodDecl *> found;
    for (const MethodDecl *decl : methods()) {
        if (method.compare(decl->name, Qt::CaseInsensitive) == 0
            && (className.isEmpty() || className.compare(decl->className, Qt::CaseInsensitive) == 0)
            && (colon < 0 || sameNameSpace(nameSpace, QString(decl->nameSpace))))
            found.append(decl);
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
