@C35 @wip
Feature: C35 Feedback is asked for, and free of identity where wished
  Surveys follow a service.

  Scenario: An anonymous answer
    When Anna answers a survey without her name
    Then nothing leads from the answer to her
