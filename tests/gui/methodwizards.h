// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The wizard for any method over a console, and values for whatever it asks.
#pragma once

#include "tests/gui/consolefixture.h"

#include "services/schema/embedded.h"
#include "ui/wizards/editors/fieldform.h"
#include "ui/wizards/methodformpage.h"
#include "ui/wizards/methodwizard.h"

#include <QObject>

#include <algorithm>
#include <memory>

namespace Cistern {

inline const MethodDecl &method(QLatin1StringView nameSpace, QStringView className,
                                QStringView name)
{
    return *Schema::findMethod(QString(nameSpace), className, name);
}

// Some object of the class: its keys are told, references to nothing in particular.
inline CimPath someObject(const QString &nameSpace, const QString &className, int number)
{
    const ClassDecl *decl = nullptr;
    for (const ClassDecl *each : Schema::classesBelow(nameSpace, className)) {
        if (!each->abstract && !decl)
            decl = each;
    }
    const QString text = QStringLiteral("no \"%1\" \\ of %2").arg(number).arg(className);
    QList<CimPath::Key> keys;
    if (decl) {
        for (const PropertyDecl &property : decl->properties) {
            if (property.key && property.type == CimType::String)
                keys.append({property.name, CimValue::string(text)});
        }
    }
    if (keys.isEmpty())
        keys.append({QStringLiteral("InstanceID"), CimValue::string(text)});
    return CimPath(nameSpace, decl ? QString(decl->name) : className, keys);
}

// Fits the field; another number is another value, where there is one.
inline CimValue sample(const FieldDecl &field, const QString &nameSpace, int number)
{
    if (field.array) {
        QList<CimValue> elements;
        for (int i = 0; i < 3; ++i)
            elements.append(sample(field.element(), nameSpace, number + i));
        return CimValue::array(field.type, elements);
    }
    if (field.type == CimType::Reference)
        return CimValue::reference(someObject(nameSpace, field.refClass, number));
    if (field.carries == Carries::Path)
        return CimValue::string(someObject(nameSpace, field.refClass, number).toText());
    if (field.carries == Carries::Embedded) {
        for (const ClassDecl *decl : Schema::classesBelow(nameSpace, field.refClass)) {
            if (decl->abstract || decl->association)
                continue;
            CimInstance made(*decl);
            for (const PropertyDecl &property : decl->properties) {
                if (property.type != CimType::Reference)
                    made.set(QString(property.name),
                             sample(FieldDecl::of(property), nameSpace, number));
            }
            return CimValue::string(Embedded::toText(made));
        }
    }
    if (!field.codes.empty() && isUnsigned(field.type)) {
        const CodeName &code = field.codes[size_t(number) % field.codes.size()];
        return CimValue::ofUnsigned(field.type,
                                    std::min<quint64>(code.last, unsignedMaximum(field.type)));
    }
    if (isUnsigned(field.type))
        return CimValue::ofUnsigned(field.type, unsignedMaximum(field.type) - quint64(number));
    if (isSigned(field.type))
        return CimValue::ofSigned(field.type, signedMinimum(field.type) + number);
    if (field.type == CimType::Boolean)
        return CimValue::boolean(number % 2);
    if (field.type == CimType::DateTime)
        return CimValue::dateTime(CimDateTime::lasting(std::chrono::seconds(90 + number)));
    if (field.type == CimType::Real32 || field.type == CimType::Real64)
        return *CimValue::fromText(field.type, u"0.5");
    return CimValue::string(QStringLiteral("<b>%1</b> & \"ü\"").arg(number));
}

inline FieldForm *formOf(const MethodWizard &wizard)
{
    return static_cast<MethodFormPage *>(wizard.page(MethodWizard::FormStep))->form();
}

// Opens the wizard over one console, which all its tests share.
class MethodWizards : public QObject
{
protected:
    ConsoleFixture &console()
    {
        if (!m_console)
            m_console = std::make_unique<ConsoleFixture>();
        return *m_console;
    }
    MethodWizard *open(const MethodDecl *method, const CimPath &target = {})
    {
        auto *wizard = new MethodWizard(windowConsole(*console().services), ConsoleFixture::local(),
                                        method, target, console().window.get());
        wizard->open();
        return QTest::qWaitForWindowActive(wizard) ? wizard : nullptr;
    }

    std::unique_ptr<ConsoleFixture> m_console;
};

} // namespace Cistern
