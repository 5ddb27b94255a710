@C9
Feature: C9 Data stay in the person's territory, and controller and regulator follow it
  A Client belongs to the territory of the region that keeps its data, and so does each of its Members.

  Scenario Outline: <territory>: who answers, and to whom one complains
    Given an installation of its own in the region <region>, where Maria shares her heart rate with Harbour Clinic
    Then Harbour Clinic is of the territory <code> there
    And Maria's notice there names "<controller>" and "<regulator>", and not "<other>"

    Examples:
      | territory          | region | code | controller          | regulator                          | other                              |
      | the United Kingdom | uk     | uk   | Wellkept UK Ltd     | the Information Commissioner's Office | the Data Protection Commission  |
      | Ireland            | eu     | ie   | Wellkept Ireland Ltd | the Data Protection Commission    | the Information Commissioner's Office |

  Scenario: A region of no territory
    Given an installation of its own, where Maria shares her heart rate with Harbour Clinic
    Then a Client of the region mars cannot be registered there

  Scenario: A region that its territory gives up serves nobody
    Given an installation of its own, where Maria shares her heart rate with Harbour Clinic
    When its operator changes territories.yaml from "regions: [eu, ie]" to "regions: [ie]"
    And the change is taken
    Then Harbour Clinic gets none of Maria's heart rate there

  Scenario: Care serves the people of its territory
    Given an installation of its own, where Maria shares her heart rate with Harbour Clinic
    Then a service user or an organisation of "uk" cannot be added there
