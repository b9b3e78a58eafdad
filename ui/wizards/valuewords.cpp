// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/valuewords.h"

#include "services/cim/ciminstance.h"
#include "services/inventory/inventory.h"
#include "services/schema/embedded.h"
#include "ui/text/units.h"

#include <QCoreApplication>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ValueWords)
};

QString instanceWords(const CimInstance &instance)
{
    QStringList parts;
    for (const auto &[name, value] : instance.properties()) {
        if (!value.isNull())
            parts.append(name + u" = "_s + value.toText());
    }
    return instance.className() + (parts.isEmpty() ? QString() : u": "_s + parts.join(u", "_s));
}

QString elementWords(const Inventory &inventory, const QString &systemId, const QString &nameSpace,
                     const ParamDecl &param, const CimValue &value)
{
    if (const CimPath *path = value.toPath())
        return pathWords(inventory, systemId, *path);
    if (param.carries == Carries::Path) {
        const auto path = CimPath::fromText(value.toString());
        return path ? pathWords(inventory, systemId, *path) : value.toString();
    }
    if (const CimInstance *instance = value.toInstance())
        return instanceWords(*instance);
    if (param.carries == Carries::Embedded) {
        const auto instance = Embedded::fromText(value.toString(), nameSpace);
        return instance ? instanceWords(*instance) : value.toString();
    }
    const auto number = value.toUnsigned();
    for (const CodeName &code : param.codes) {
        if (number && *number >= code.first && *number <= code.last)
            return Words::tr("%1 (%2)", "name of a code, number")
                .arg(QCoreApplication::translate("Code", code.label))
                .arg(*number);
    }
    if (number && param.unit == Unit::Bytes)
        return Words::tr("%1 (%2)", "size, exact bytes")
            .arg(formatSize(*number), formatExact(*number));
    if (const auto yes = value.toBool())
        return *yes ? Words::tr("Yes") : Words::tr("No");
    const QString text = value.toText();
    return text.isEmpty() ? Words::tr("Empty text") : text;
}
} // namespace

QString pathWords(const Inventory &inventory, const QString &systemId, const CimPath &path)
{
    const Node *node = inventory.node(inventory.find(systemId, path));
    const QString name = node ? node->instance.value(u"ElementName").toString() : QString();
    return name.isEmpty() ? path.toText() : isolated(name);
}

QString valueWords(const Inventory &inventory, const QString &systemId, const QString &nameSpace,
                   const ParamDecl &param, const CimValue &value)
{
    QStringList words;
    for (const CimValue &element : value.elements())
        words.append(elementWords(inventory, systemId, nameSpace, param, element));
    return words.join(u'\n');
}

} // namespace Cistern
