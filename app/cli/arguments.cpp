// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/cli/arguments.h"

#include "app/cli/command.h"
#include "app/cli/kinds.h"
#include "services/schema/render.h"
#include "services/schema/schema.h"
#include "ui/text/units.h"

#include <QFile>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qint64 longestFile = 1024 * 1024; // octets of an embedded instance

Outcome<QString> textOfFile(const QString &name, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return usage(name, file.errorString());
    const QByteArray bytes = file.read(longestFile + 1);
    if (bytes.size() > longestFile)
        return usage(name, Command::tr("%1 is longer than 1 MiB").arg(path));
    return QString::fromUtf8(bytes).trimmed();
}

Outcome<CimValue> scalarFrom(const ParamDecl &param, const QString &text)
{
    const QString name(param.name);
    if (param.unit == Unit::Bytes) {
        const ParsedSize size = parseSize(text, QLocale::c());
        if (!size.ok())
            return usage(name, sizeProblemText(size.problem, QLocale::c()));
        return CimValue::uint64(size.bytes);
    }
    if (param.type == CimType::Reference) {
        const auto path = pathFrom(text);
        if (!path)
            return usage(name, Command::tr("%1 is no path of an object").arg(text));
        return CimValue::reference(*path);
    }
    const auto value = CimValue::fromText(param.type, text);
    if (!value)
        return usage(name, Command::tr("%1 is no %2").arg(text, QString(cimTypeName(param.type))));
    return *value;
}
} // namespace

Outcome<MethodCall> callFrom(const MethodDecl &decl, const CimPath &target,
                             const QStringList &words)
{
    MethodCall call(decl, target);
    QHash<QString, QList<CimValue>> arrays;
    for (const QString &word : words) {
        const qsizetype equals = word.indexOf(u'=');
        const bool literal = equals > 0 && word[equals - 1] == u':';
        const QString name = word.left(literal ? equals - 1 : equals);
        QString text = word.mid(equals + 1);
        const ParamDecl *param = equals > 0 ? decl.param(name) : nullptr;
        if (equals <= 0)
            return usage(word, Command::tr("write NAME=VALUE"));
        if (!param || !param->in())
            return usage(name, Command::tr("%1 takes no %2").arg(decl.name, name));
        const QString spelling(param->name);
        if (!param->array && !call.argument(spelling).isNull())
            return usage(spelling, Command::tr("%1 is given twice").arg(spelling));
        if (!literal && text == "null"_L1)
            continue;
        if (!literal && text.startsWith(u'@')) {
            const Outcome<QString> read = textOfFile(spelling, text.mid(1));
            if (!read)
                return read.failure();
            text = *read;
        }
        const Outcome<CimValue> value = scalarFrom(*param, text);
        if (!value)
            return value.failure();
        if (param->array) {
            arrays[spelling].append(*value);
            call.setArgument(spelling, CimValue::array(param->type, arrays.value(spelling)));
        } else {
            call.setArgument(spelling, *value);
        }
    }
    return call;
}

Outcome<const MethodDecl *> methodNamed(const QString &name)
{
    const QList<const MethodDecl *> found = Schema::methodsNamed(name);
    if (found.size() == 1)
        return found.first();
    if (found.isEmpty()) {
        QStringList known;
        for (const MethodDecl *decl : Schema::methods()) {
            if (!known.contains(decl->name))
                known.append(decl->name);
        }
        return usage(u"METHOD"_s, Command::tr("%1 is none of %2").arg(name, known.join(u", "_s)));
    }
    QStringList full;
    for (const MethodDecl *decl : found)
        full.append(Render::methodName(*decl));
    return usage(u"METHOD"_s, Command::tr("write one of %1").arg(full.join(u", "_s)));
}

} // namespace Cistern::Cli
