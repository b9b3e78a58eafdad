// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/jobs/calleffect.h"

#include "services/schema/schema.h"

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
bool isJob(const ParamDecl &param)
{
    return param.name == "Job"_L1;
}

// TheElement is only told to be some logical element; what it will be stands in ElementType.
QString classMade(const MethodCall &call, const ParamDecl &param)
{
    constexpr quint64 extent = 3, volume = 2; // value map of ElementType
    const auto type = call.argument(u"ElementType").toUnsigned();
    if (param.refClass == "CIM_LogicalElement"_L1)
        return type == extent                 ? u"CIM_StorageExtent"_s
            : type.value_or(volume) == volume ? u"CIM_StorageVolume"_s
                                              : u"CIM_LogicalDisk"_s;
    return param.refClass;
}
} // namespace

CallEffect effectOf(const MethodCall &call)
{
    if (!call.isValid())
        return {};
    CallEffect effect;
    bool startsJobs = false;
    for (const ParamDecl &param : call.decl().params) {
        startsJobs = startsJobs || isJob(param);
        if (param.type != CimType::Reference || param.array || isJob(param))
            continue;
        const CimValue argument = call.argument(QString(param.name));
        if (param.dir == Dir::InOut) {
            effect.kind = argument.isNull() ? CallEffect::Kind::Creates
                                            : CallEffect::Kind::Modifies;
        } else if (param.dir == Dir::In && param.required
                   && effect.kind == CallEffect::Kind::Other) {
            effect.kind = CallEffect::Kind::Removes;
        } else {
            continue;
        }
        effect.parameter = param.name;
        effect.className = enumerableClass(call.target().nameSpace(), classMade(call, param));
        if (const CimPath *path = argument.toPath())
            effect.subject = *path;
    }
    // A method that takes an object and can't start work only answers a question about it.
    return startsJobs ? effect : CallEffect();
}

QList<CimPath> objectsNamedBy(const MethodCall &call)
{
    QList<CimPath> paths;
    if (!call.isValid())
        return paths;
    const auto arguments = call.arguments();
    for (const auto &[name, value] : arguments) {
        const ParamDecl *param = call.decl().param(name);
        paths += value.toPaths();
        if (param && param->carries == Carries::Path) {
            const QStringList texts = value.toStrings();
            for (const QString &text : texts) {
                if (const auto path = CimPath::fromText(text))
                    paths.append(*path);
            }
        }
    }
    return paths + QList<CimPath>{call.target()};
}

QString enumerableClass(const QString &nameSpace, const QString &base)
{
    QString only;
    for (const ClassDecl *decl : Schema::classesBelow(nameSpace, base)) {
        if (decl->abstract)
            continue;
        if (!only.isEmpty())
            return base;
        only = decl->name;
    }
    return only.isEmpty() ? base : only;
}

const MethodDecl *methodOf(const CimPath &object, const QString &method)
{
    if (const MethodDecl *decl = Schema::findMethod(object.nameSpace(), object.className(), method))
        return decl;
    const QList<const MethodDecl *> named = Schema::methodsNamed(method);
    for (const MethodDecl *decl : named) {
        if (sameNameSpace(object.nameSpace(), QString(decl->nameSpace)))
            return decl;
    }
    return nullptr;
}

} // namespace Cistern
