@C21 @wip
Feature: C21 Staff reach a case only as their role needs
  Breaking the glass asks for a reason and is reviewed.

  Scenario: A colleague's case
    When a counsellor opens a case of another team
    Then it is refused, or opened with a reason, an alert and a review
